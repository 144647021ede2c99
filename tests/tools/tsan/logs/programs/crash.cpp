int main(int argc, char**) {
    int* volatile p = nullptr;
    *p = argc;
}
