#!/bin/sh
# rust-analyzer's own macro server, whose requests are added to the file $MACRO_REQUESTS.
tee -a "$MACRO_REQUESTS" | /usr/libexec/rust-analyzer-proc-macro-srv
