#pragma once
/// Vectors of parameters in one piece of memory.

#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace fl {

/// So that no two slots share a cache line, and vectors of 512 bits load from one line each: bytes.
inline constexpr std::size_t slot_alignment = 64;

/// Equal vectors of floats, each aligned, zero at first. Different threads may use different slots.
class Slots {
public:
    Slots(std::size_t count, std::size_t floats)
        : count_{count},
          floats_{floats},
          stride_{(floats + per_line - 1) / per_line * per_line},
          memory_{new(std::align_val_t{slot_alignment}) float[count * stride_]()} {}

    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] std::span<float> operator[](std::size_t slot) { return {memory_.get() + slot * stride_, floats_}; }
    [[nodiscard]] std::span<float const> operator[](std::size_t slot) const {
        return {memory_.get() + slot * stride_, floats_};
    }

private:
    static constexpr std::size_t per_line = slot_alignment / sizeof(float);
    struct Free {
        void operator()(float* memory) const { ::operator delete[](memory, std::align_val_t{slot_alignment}); }
    };

    std::size_t count_;
    std::size_t floats_;
    std::size_t stride_;
    std::unique_ptr<float[], Free> memory_;
};

}  // namespace fl
