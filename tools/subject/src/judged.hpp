#pragma once

namespace hb::subject {

/// The program for a judge: answers the requests that come over the socket `channel` until it says `end`.
///
///     judge:   ask <nonce> <scenario> <arguments>     subject: answer <nonce> <values> | threw <nonce> <text>
///     judge:   end <nonce>                            subject: bye <nonce>
///
/// One line each, in the encoding of value.hpp. Returns the exit status.
int serve(int channel);

}  // namespace hb::subject
