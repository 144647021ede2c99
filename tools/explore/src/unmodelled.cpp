/// What the program may call and the runtime does not model: it stops with the name, rather than to block the only
/// kernel thread or to leave an order unseen. (Definitions without parameters: they never return.)

#include <pthread.h>

#include "execution.hpp"
#include "interpose.hpp"
#include "isolation.hpp"

// Under a name of ours, and the other one for the linker: headers declare some of them with parameters.
#define HB_UNMODELLED(name)                               \
    HB_INTERPOSED void hb_unmodelled_##name() asm(#name); \
    HB_INTERPOSED void hb_unmodelled_##name() {           \
        hb::explore::stop_unmodelled(#name);              \
    }

HB_UNMODELLED(pthread_exit)
HB_UNMODELLED(pthread_cancel)
HB_UNMODELLED(pthread_kill)
HB_UNMODELLED(pthread_tryjoin_np)
HB_UNMODELLED(pthread_timedjoin_np)
HB_UNMODELLED(pthread_clockjoin_np)
HB_UNMODELLED(pthread_setname_np)
HB_UNMODELLED(pthread_getaffinity_np)
HB_UNMODELLED(pthread_setaffinity_np)
HB_UNMODELLED(pthread_setschedparam)
HB_UNMODELLED(pthread_getschedparam)
HB_UNMODELLED(pthread_barrier_init)
HB_UNMODELLED(pthread_barrier_wait)
HB_UNMODELLED(pthread_spin_init)
HB_UNMODELLED(pthread_spin_lock)
HB_UNMODELLED(pthread_spin_trylock)
HB_UNMODELLED(pthread_spin_unlock)
HB_UNMODELLED(sem_open)
HB_UNMODELLED(thrd_create)
HB_UNMODELLED(mtx_lock)
HB_UNMODELLED(cnd_wait)
HB_UNMODELLED(fork)
HB_UNMODELLED(vfork)
HB_UNMODELLED(poll)
HB_UNMODELLED(ppoll)
HB_UNMODELLED(select)
HB_UNMODELLED(pselect)
HB_UNMODELLED(epoll_wait)
HB_UNMODELLED(accept)
HB_UNMODELLED(connect)
HB_UNMODELLED(recv)
HB_UNMODELLED(sigwait)
HB_UNMODELLED(pause)
HB_UNMODELLED(quick_exit)

// Thread-specific values would outlive the execution, in the thread whose storage is borrowed. The standard library has
// its own, which are its business.
namespace {
using Destroy = void(void*);
constinit hb::explore::Real<int(pthread_key_t*, Destroy*)> real_key_create{"pthread_key_create"};
}  // namespace

HB_INTERPOSED int pthread_key_create(pthread_key_t* key, void (*destroy)(void*)) noexcept {
    if (hb::explore::active() && hb::explore::in_program(HB_CALLER)) hb::explore::stop_unmodelled("pthread_key_create");
    return real_key_create(key, destroy);
}
