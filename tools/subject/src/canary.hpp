#pragma once

namespace hb::subject {

/// Each plants one fresh data race of its own. ThreadSanitizer must report both, else somebody has silenced it; without
/// ThreadSanitizer they do nothing. Call them from the main thread.
void canary_before();
void canary_after();

}  // namespace hb::subject
