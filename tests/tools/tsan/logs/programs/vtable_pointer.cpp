#include <unistd.h>
#include <thread>
struct Base {
    virtual void f() {}
    virtual ~Base() { usleep(100000); }
};
struct Derived : Base {
    void f() override {}
};
int main() {
    Base* b = new Derived;
    std::thread t([b] {
        usleep(50000);
        b->f();
    });
    delete b;
    t.join();
}
