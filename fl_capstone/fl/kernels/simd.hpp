#pragma once
/// Vectors of the processor that a kernel is compiled for. Every kernel file is compiled once for each kind of
/// processor, with FL_PROCESSOR as the namespace of all that it defines, and includes nothing of the standard library
/// that has code in it: of an inline function compiled for several processors the linker keeps one, perhaps the wrong
/// one.

#include <cstddef>
#include <cstdint>
#if defined(__AVX__)
#include <immintrin.h>
#endif

#include "fl/kernels/kernels.hpp"

namespace fl::FL_PROCESSOR {

#if defined(__AVX512F__)
inline constexpr std::size_t width = 16;  // lanes
inline constexpr std::size_t across = 4;  // vectors in a block of registers: 6 x 4 sums and 4 operands, of 32
#elif defined(__AVX__)
inline constexpr std::size_t width = 8;
inline constexpr std::size_t across = 2;  // 6 x 2 sums and 2 operands, of 16
#else
inline constexpr std::size_t width = 4;
inline constexpr std::size_t across = 2;
#endif
inline constexpr std::size_t down = 6;  // rows in a block of registers

using Vector = float __attribute__((vector_size(width * sizeof(float))));
using Mask = std::int32_t __attribute__((vector_size(width * sizeof(float))));

#define FL_INLINE [[gnu::always_inline]] inline

/// From any address, as all loads and stores here.
FL_INLINE Vector load(float const* from) {
    Vector value;
    __builtin_memcpy(&value, from, sizeof value);
    return value;
}

FL_INLINE void store(float* to, Vector value) {
    __builtin_memcpy(to, &value, sizeof value);
}

/// Which lanes are among the first `count`, which may be all or more.
FL_INLINE auto first_lanes(std::size_t count) {
    auto const lanes = count < width ? count : width;
#if defined(__AVX512F__)
    return static_cast<__mmask16>((1U << lanes) - 1);
#elif defined(__AVX__)
    return reinterpret_cast<__m256i>(Mask{0, 1, 2, 3, 4, 5, 6, 7} < static_cast<std::int32_t>(lanes));
#else
    return lanes;
#endif
}

/// The first `count` lanes; the others are zero, and their memory is not touched.
FL_INLINE Vector load_up_to(float const* from, std::size_t count) {
#if defined(__AVX512F__)
    return _mm512_maskz_loadu_ps(first_lanes(count), from);
#elif defined(__AVX__)
    return _mm256_maskload_ps(from, first_lanes(count));
#else
    if (count >= width) return load(from);
    Vector value{};
    for (std::size_t lane = 0; lane < first_lanes(count); ++lane)
        value[lane] = from[lane];
    return value;
#endif
}

FL_INLINE void store_up_to(float* to, Vector value, std::size_t count) {
#if defined(__AVX512F__)
    _mm512_mask_storeu_ps(to, first_lanes(count), value);
#elif defined(__AVX__)
    _mm256_maskstore_ps(to, first_lanes(count), value);
#else
    if (count >= width) return store(to, value);
    for (std::size_t lane = 0; lane < first_lanes(count); ++lane)
        to[lane] = value[lane];
#endif
}

/// Neighbouring vectors, the last one's lanes only up to `count` floats in all.
template <std::size_t vectors>
FL_INLINE void load_all(Vector (&values)[vectors], float const* from, std::size_t count) {
    for (std::size_t v = 0; v + 1 < vectors; ++v)
        values[v] = load(from + v * width);
    values[vectors - 1] = load_up_to(from + (vectors - 1) * width, count - (vectors - 1) * width);
}
template <std::size_t vectors>
FL_INLINE void store_all(float* to, Vector const (&values)[vectors], std::size_t count) {
    for (std::size_t v = 0; v + 1 < vectors; ++v)
        store(to + v * width, values[v]);
    store_up_to(to + (vectors - 1) * width, values[vectors - 1], count - (vectors - 1) * width);
}

FL_INLINE Vector broadcast(float value) {
    return value - Vector{};
}

/// One of them if the other is not a number: the second.
FL_INLINE Vector larger(Vector a, Vector b) {
    return a > b ? a : b;
}

/// All lanes' sum, by halves.
FL_INLINE float sum(Vector value) {
    float lanes[width];
    store(lanes, value);
    for (auto half = width / 2; half > 0; half /= 2)
        for (std::size_t lane = 0; lane < half; ++lane)
            lanes[lane] += lanes[lane + half];
    return lanes[0];
}

/// A block size as a type, to choose among a template's instances.
template <std::size_t size>
struct Constant {
    static constexpr std::size_t value = size;
};

/// Calls `function(Constant<count>{})` for a count from 1 to `most`.
template <std::size_t most, class Function>
FL_INLINE void with_constant(std::size_t count, Function function) {
    if constexpr (most == 1) {
        function(Constant<1>{});
    } else {
        if (count >= most)
            function(Constant<most>{});
        else
            with_constant<most - 1>(count, function);
    }
}

// The functions below are inlined into loops: GCC keeps a block's sums in registers only there.

/// Splits `count` rows into as few blocks of at most `down` as can be, of sizes that differ by one at most; calls
/// `function(first, Constant<size>{})`.
template <class Function>
FL_INLINE void in_blocks(std::size_t count, Function function) {
    auto blocks = (count + down - 1) / down;
    for (std::size_t first = 0; blocks > 0; --blocks) {
        auto const size = (count - first + blocks - 1) / blocks;
        with_constant<down>(size, [&](auto constant) __attribute__((always_inline)) { function(first, constant); });
        first += size;
    }
}

/// Splits `floats` of a row into blocks of up to `across` vectors; calls `function(first, vectors, floats left)`.
template <class Function>
FL_INLINE void in_vectors(std::size_t floats, Function function) {
    for (std::size_t first = 0; first < floats; first += across * width) {
        auto const left = floats - first;
        with_constant<across>((left + width - 1) / width,
                              [&](auto vectors) __attribute__((always_inline)) { function(first, vectors, left); });
    }
}

}  // namespace fl::FL_PROCESSOR
