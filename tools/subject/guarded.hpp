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

/// What a scenario wants done on this thread after each unlock of a hb::Mutex; empty: nothing. It is the place where
/// another thread's step does most harm to code that should have kept the lock.
inline thread_local std::function<void()> after_unlock;

}  // namespace subject

/// std::mutex with annotations. Any thread may call any member; the thread that locked it unlocks it, and it is
/// destroyed unlocked. What happens before an unlock happens before the return of the next lock
/// ([thread.mutex.requirements]).
class HB_CAPABILITY("mutex") Mutex {
public:
    void lock() HB_ACQUIRE() { mutex_.lock(); }
    void unlock() HB_RELEASE() {
        mutex_.unlock();
        if (subject::after_unlock) subject::after_unlock();
    }
    [[nodiscard]] bool try_lock() HB_TRY_ACQUIRE(true) { return mutex_.try_lock(); }

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
