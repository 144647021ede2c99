#pragma once
/// SHA-256 of bytes as they come.

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace fl {

/// A sequence of bytes, and then its digest. Used by one thread at a time.
class Sha256 {
public:
    using Digest = std::array<unsigned char, 32>;

    Sha256();

    Sha256& add(std::span<std::byte const> bytes);

    /// Of a contiguous range of numbers: of their bytes in memory.
    template <class Range>
    Sha256& add_all(Range const& numbers) {
        return add(std::as_bytes(std::span{numbers}));
    }

    /// Ends the sequence: the next add() begins another.
    [[nodiscard]] Digest digest();

    /// The same, in hexadecimal.
    [[nodiscard]] std::string hexadecimal();

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace fl
