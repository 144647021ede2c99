#pragma once
/// A mutex that Clang's thread-safety analysis understands. The standard library's own carries no annotations here:
/// correct code with std::mutex would warn under -Wthread-safety.
///
///     class Account {
///         Mutex mutex_;
///         long balance_ HB_GUARDED_BY(mutex_) = 0;
///     };
///
/// Source: Clang's documentation "Thread Safety Analysis"; the attributes mean nothing to other compilers.

#include <functional>
#include <mutex>

#if defined(__clang__)
#define HB_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define HB_THREAD_ANNOTATION(x)
#endif

#define HB_CAPABILITY(name) HB_THREAD_ANNOTATION(capability(name))
#define HB_SCOPED_CAPABILITY HB_THREAD_ANNOTATION(scoped_lockable)
/// The member may be touched only while the mutex is held.
#define HB_GUARDED_BY(mutex) HB_THREAD_ANNOTATION(guarded_by(mutex))
/// Callers of the function must hold the mutex.
#define HB_REQUIRES(...) HB_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
/// Callers of the function must not hold the mutex.
#define HB_EXCLUDES(...) HB_THREAD_ANNOTATION(locks_excluded(__VA_ARGS__))
#define HB_ACQUIRE(...) HB_THREAD_ANNOTATION(acquire_capability(__VA_ARGS__))
#define HB_RELEASE(...) HB_THREAD_ANNOTATION(release_capability(__VA_ARGS__))
#define HB_TRY_ACQUIRE(...) HB_THREAD_ANNOTATION(try_acquire_capability(__VA_ARGS__))

namespace hb {
namespace subject {

/// What a scenario wants done on this thread beside the locks of each hb::Mutex; empty: nothing. There another thread's
/// step does most harm to code that should have had the lock.
struct BesideLocks {
    std::function<void()> before_lock;
    std::function<void()> after_unlock;
};
inline thread_local BesideLocks beside_locks;

}  // namespace subject

/// std::mutex with annotations. Any thread may call any member; the thread that locked it unlocks it, and it is
/// destroyed unlocked. What happens before an unlock happens before the return of the next lock
/// ([thread.mutex.requirements]).
class HB_CAPABILITY("mutex") Mutex {
public:
    void lock() HB_ACQUIRE() {
        if (subject::beside_locks.before_lock) subject::beside_locks.before_lock();
        mutex_.lock();
    }
    void unlock() HB_RELEASE() {
        mutex_.unlock();
        if (subject::beside_locks.after_unlock) subject::beside_locks.after_unlock();
    }
    [[nodiscard]] bool try_lock() HB_TRY_ACQUIRE(true) {
        if (subject::beside_locks.before_lock) subject::beside_locks.before_lock();
        return mutex_.try_lock();
    }

private:
    std::mutex mutex_;
};

/// Holds a Mutex for the length of a block, also when an exception leaves it.
class HB_SCOPED_CAPABILITY MutexLock {
public:
    explicit MutexLock(Mutex& mutex) HB_ACQUIRE(mutex) : mutex_{mutex} { mutex_.lock(); }
    ~MutexLock() HB_RELEASE() { mutex_.unlock(); }
    MutexLock(MutexLock const&) = delete;
    MutexLock& operator=(MutexLock const&) = delete;

private:
    Mutex& mutex_;
};

}  // namespace hb
