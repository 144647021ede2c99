// A subject in which threads wait for ever: one scenario for each way. Each is certain to come to that.

#include "deadlocks.hpp"
#include "subject/scenario.hpp"

namespace {

using hb::subject::Arguments;
using hb::subject::Scenario;
using hb::subject::Values;

/// What a scenario does that does not come to its end.
template <void (*wait)()>
Values run(Arguments const& /*none*/) {
    wait();
    return {};
}

Scenario const two_orders{"two_orders", "two mutexes in two orders", {}, run<deadlocks::two_orders>};
Scenario const three_orders{"three_orders", "three mutexes in a circle", {}, run<deadlocks::three_orders>};
Scenario const twice{"twice", "one thread locks one mutex twice", {}, run<deadlocks::twice>};
Scenario const never_unlocked{
    "never_unlocked", "the thread that locked a mutex ends", {}, run<deadlocks::never_unlocked>};
Scenario const readers{"readers", "a writer waits for a reader that waits for it", {}, run<deadlocks::readers>};
Scenario const writer{"writer", "a reader waits for a writer that waits for it", {}, run<deadlocks::writer>};
Scenario const lost_wakeup{"lost_wakeup", "four threads wait for a notification", {}, run<deadlocks::lost_wakeup>};
Scenario const no_value{"no_value", "nobody sets a future's value", {}, run<deadlocks::no_value>};
Scenario const latch{"latch", "one thread too few arrives at a latch", {}, run<deadlocks::latch>};
Scenario const barrier{"barrier", "one thread too few arrives at a barrier", {}, run<deadlocks::barrier>};
Scenario const semaphore{"semaphore", "nobody releases a semaphore", {}, run<deadlocks::semaphore>};
Scenario const atomic{"atomic", "nobody changes an atomic variable", {}, run<deadlocks::atomic>};
Scenario const one_runs_on{"one_runs_on", "two of three threads are deadlocked", {}, run<deadlocks::one_runs_on>};
Scenario const many{"many", "all of that at once", {}, run<deadlocks::many>};

}  // namespace
