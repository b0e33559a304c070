;;; macroscope.el --- See what Rust macros expand to  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "30.1"))

;;; Commentary:

;; Macroscope with Eglot, in one file: docs/editors/emacs.md says how to use it.  It makes Macroscope the server for Rust files, shows
;; expansions in a window of their own that follows the code, and has a command for each command of the server:
;; `macroscope.showExpansion' is M-x macroscope-show-expansion.

;;; Code:

(require 'eglot)
(require 'autorevert)

(defgroup macroscope nil "See what Rust macros expand to." :group 'eglot)

(defcustom macroscope-trusted nil
  "Whether cargo may run in a workspace, which resolves dependencies exactly and builds procedural macros.
A function is called with the workspace's folder."
  :type '(choice boolean function))

(defcustom macroscope-settings nil
  "Further settings of the server, as a property list: (:hover (:maximumLines 100))."
  :type 'plist)

(defclass macroscope-server (eglot-lsp-server) ()
  "The server, for whose expansions Emacs opens windows itself, since it knows where.")

(add-to-list 'eglot-server-programs
             '(((rust-mode :language-id "rust") (rust-ts-mode :language-id "rust"))
               . (macroscope-server "macroscope" "serve" "--stdio")))

(defconst macroscope--document-commands
  '("macroscope.showExpansion" "macroscope.showExpansionStep" "macroscope.goToExpansion" "macroscope.nextStep"
    "macroscope.previousStep" "macroscope.firstStep" "macroscope.allSteps" "macroscope.expandCall" "macroscope.collapseCall")
  "Commands of the server that give a document.")

(defconst macroscope--own-commands (append '("macroscope.copyExpansion" "macroscope.showUses") macroscope--document-commands)
  "Commands of the server whose results this file shows.")

(cl-defmethod eglot-client-capabilities ((_server macroscope-server))
  "Say which commands Emacs carries out itself."
  (plist-put (cl-call-next-method) :experimental `(:commands (:commands ,(vconcat macroscope--own-commands)))))

(cl-defmethod eglot-initialization-options ((_server macroscope-server))
  "Hand on trust and settings."
  (let ((trusted (if (functionp macroscope-trusted)
                     (funcall macroscope-trusted (expand-file-name (project-root (macroscope--project))))
                   macroscope-trusted)))
    `(,@macroscope-settings :trusted ,(if trusted t :json-false))))

(cl-defmethod eglot-execute ((server macroscope-server) action)
  "Show what a code ACTION of SERVER gives."
  (let ((command (plist-get action :command)))
    (if (member command macroscope--own-commands)
        (macroscope--run server command (aref (plist-get action :arguments) 0))
      (cl-call-next-method))))

;;; Expansions are temporary files of the server, which writes them anew when they change.

(defvar macroscope--projects (make-hash-table :test #'equal)
  "From the folder of an expansion to the project of the code, so that the same server answers in both.")

(defun macroscope--project-of-expansion (folder)
  "The project that an expansion in FOLDER belongs to."
  (gethash (file-name-as-directory (file-truename folder)) macroscope--projects))

(add-hook 'project-find-functions #'macroscope--project-of-expansion)

(defun macroscope--project ()
  "The project of this buffer as Eglot sees it."
  (let ((eglot-lsp-context t))
    (or (project-current) `(transient . ,(expand-file-name default-directory)))))

(defvar-keymap macroscope-expansion-mode-map
  "n" #'macroscope-next-step
  "p" #'macroscope-previous-step
  "RET" #'macroscope-expand-call
  "DEL" #'macroscope-collapse-call
  "q" #'quit-window)

(define-minor-mode macroscope-expansion-mode
  "An expansion, which is not edited but stepped through."
  :lighter " Expansion"
  (setq buffer-read-only macroscope-expansion-mode)
  (setq-local auto-revert-verbose nil)
  (auto-revert-mode (if macroscope-expansion-mode 1 -1)))

(defun macroscope--show (document project)
  "Show DOCUMENT, which a command for a buffer of PROJECT gave, beside that buffer or in the place of the expansion there."
  (let* ((file (file-truename (eglot-uri-to-path (plist-get document :uri))))
         (nested macroscope-expansion-mode)
         (selection (plist-get document :selection)))
    (puthash (file-name-directory file) project macroscope--projects)
    (let ((buffer (find-file-noselect file t)))
      (with-current-buffer buffer
        (macroscope-expansion-mode 1)
        (unless (verify-visited-file-modtime) (revert-buffer t t t)))
      (cond ((get-buffer-window buffer))
            (nested (switch-to-buffer buffer))
            (t (display-buffer buffer)))
      (when selection
        (pop-to-buffer buffer)
        (pcase-let ((`(,start . ,end) (eglot-range-region selection)))
          (goto-char start)
          (pulse-momentary-highlight-region start end))))))

;;; Commands

(defun macroscope--line-of (file line)
  "The text of a LINE of FILE, counted from 0."
  (with-temp-buffer
    (insert-file-contents file)
    (forward-line line)
    (buffer-substring (pos-bol) (pos-eol))))

(defun macroscope--show-uses (locations)
  "Show LOCATIONS, the calls of a macro, as Emacs shows references."
  (xref-show-xrefs
   (lambda ()
     (mapcar (lambda (location)
               (let* ((file (eglot-uri-to-path (plist-get location :uri)))
                      (start (plist-get (plist-get location :range) :start))
                      (line (plist-get start :line)))
                 (xref-make (macroscope--line-of file line)
                            (xref-make-file-location file (1+ line) (plist-get start :character)))))
             locations))
   nil))

(defun macroscope--cursor ()
  "The cursor's place, as the server's commands take it."
  `(:textDocument (:uri ,(eglot-path-to-uri buffer-file-name))
    :position (:line ,(1- (line-number-at-pos nil t)) :character ,(eglot-utf-16-linepos))))

(defun macroscope--run (server command &optional at)
  "Run a COMMAND of SERVER for a place, that of the cursor unless AT is given, and show what it gives."
  (let ((buffer (current-buffer))
        (project (macroscope--project)))
    (jsonrpc-async-request
     server :workspace/executeCommand `(:command ,command :arguments ,(vector (or at (macroscope--cursor))))
     ;; Eglot tells the server of changes when typing rests: a request that may be put off waits for that.
     :deferred (intern (concat ":" command))
     ;; The first expansion waits for what it needs to be built.
     :timeout 600
     :success-fn (lambda (result)
                   (when (buffer-live-p buffer)
                     (with-current-buffer buffer
                       (cond ((null result))
                             ((equal command "macroscope.showUses") (macroscope--show-uses result))
                             ((equal command "macroscope.copyExpansion") (kill-new result) (message "Copied the expansion"))
                             ((member command macroscope--document-commands) (macroscope--show result project))))))
     :error-fn (lambda (failure) (message "Macroscope: %s" (plist-get failure :message))))))

(defmacro macroscope--define (function command documentation)
  "Define FUNCTION, which runs a COMMAND of the server, with a DOCUMENTATION."
  `(defun ,function ()
     ,documentation
     (interactive)
     (let ((server (eglot-current-server)))
       (unless (cl-typep server 'macroscope-server) (user-error "Macroscope does not run in this buffer"))
       (macroscope--run server ,command))))

(macroscope--define macroscope-show-expansion "macroscope.showExpansion" "Show all that the macro call at the cursor stands for.")
(macroscope--define macroscope-show-expansion-step "macroscope.showExpansionStep" "Show the first step of the call at the cursor.")
(macroscope--define macroscope-go-to-expansion "macroscope.goToExpansion" "Go to what came from the cursor's place in the expansion.")
(macroscope--define macroscope-next-step "macroscope.nextStep" "Make the next step in the expansion.")
(macroscope--define macroscope-previous-step "macroscope.previousStep" "Take the last step in the expansion back.")
(macroscope--define macroscope-first-step "macroscope.firstStep" "Show the first step of the expansion only.")
(macroscope--define macroscope-all-steps "macroscope.allSteps" "Show all steps of the expansion.")
(macroscope--define macroscope-show-steps "macroscope.showSteps" "List the steps of the expansion, with arms and arguments.")
(macroscope--define macroscope-expand-call "macroscope.expandCall" "In an expansion: expand the call at the cursor.")
(macroscope--define macroscope-collapse-call "macroscope.collapseCall" "In an expansion: collapse the call at the cursor.")
(macroscope--define macroscope-copy-expansion "macroscope.copyExpansion" "Copy the expansion of the call at the cursor.")
(macroscope--define macroscope-inline-macro "macroscope.inlineMacro" "Write the expansion of the call at the cursor into the code.")
(macroscope--define macroscope-inline-macro-in-file "macroscope.inlineMacroInFile" "The same for all uses of the macro in the file.")
(macroscope--define macroscope-inline-macro-in-workspace "macroscope.inlineMacroInWorkspace" "The same in the workspace.")
(macroscope--define macroscope-inline-macro-with-marker "macroscope.inlineMacroWithMarker" "The same, and keep the call in a comment.")
(macroscope--define macroscope-compare-inlined "macroscope.compareInlined" "Compare what was inlined with the expansion today.")
(macroscope--define macroscope-pin-expansion "macroscope.pinExpansion" "Keep the expansion as it is now, to compare it later.")
(macroscope--define macroscope-compare-with-pinned "macroscope.compareWithPinned" "Compare the expansion with what was pinned.")
(macroscope--define macroscope-compare-with-saved "macroscope.compareWithSaved" "Compare the expansion with that of the saved files.")
(macroscope--define macroscope-compare-step "macroscope.compareStep" "Compare the expansion with what it was before its last step.")
(macroscope--define macroscope-show-uses "macroscope.showUses" "Show all calls of the macro that is defined at the cursor.")
(macroscope--define macroscope-show-report "macroscope.showReport" "Show a text for bug reports.")

(provide 'macroscope)
;;; macroscope.el ends here
