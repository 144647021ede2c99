// A matrix's transpose, by squares of as many rows as a vector has lanes.

#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {
namespace {

/// The first halves of `a` and `b`, lane by lane in turn.
FL_INLINE Vector first_halves(Vector a, Vector b) {
#if defined(__AVX512F__)
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
#elif defined(__AVX__)
    return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
#else
    return __builtin_shufflevector(a, b, 0, 4, 1, 5);
#endif
}

FL_INLINE Vector second_halves(Vector a, Vector b) {
#if defined(__AVX512F__)
    return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#elif defined(__AVX__)
    return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
#else
    return __builtin_shufflevector(a, b, 2, 6, 3, 7);
#endif
}

/// Rows from here on, `count` of them; columns from here on, `length` of them; of each at most `width`.
FL_INLINE void square(float const* from, std::size_t from_stride, std::size_t count, std::size_t length, float* to,
                      std::size_t to_stride) {
    Vector rows[width];
    for (std::size_t r = 0; r < width; ++r)
        rows[r] = r < count ? load_up_to(from + r * from_stride, length) : Vector{};
    for (std::size_t round = 1; round < width; round *= 2) {
        Vector mixed[width];  // the element of row r, column c is lane c of rows[r]; a round turns its number's bits
        for (std::size_t r = 0; r < width / 2; ++r) {
            mixed[2 * r] = first_halves(rows[r], rows[r + width / 2]);
            mixed[2 * r + 1] = second_halves(rows[r], rows[r + width / 2]);
        }
        for (std::size_t r = 0; r < width; ++r)
            rows[r] = mixed[r];
    }
    for (std::size_t r = 0; r < width; ++r)
        if (r < length) store_up_to(to + r * to_stride, rows[r], count);
}

}  // namespace

void transpose(std::size_t rows, std::size_t columns, float const* from, float* to) {
    for (std::size_t column = 0; column < columns; column += width)
        for (std::size_t row = 0; row < rows; row += width)
            square(from + row * columns + column, columns, rows - row, columns - column, to + column * rows + row,
                   rows);
}

}  // namespace fl::FL_PROCESSOR
