int main() {
    int sum = 0;
#pragma omp parallel for num_threads(4)
    for (int i = 0; i < 1000; ++i)
        sum += i;
    return sum == 0 ? 1 : 0;
}
