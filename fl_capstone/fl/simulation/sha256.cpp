#include "fl/simulation/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <stdexcept>

namespace fl {
namespace {

void require(int done) {
    if (done != 1) throw std::runtime_error{"SHA-256 could not be computed: OpenSSL does not provide it"};
}

}  // namespace

Sha256::Sha256() : context_{EVP_MD_CTX_new()} {
    require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

Sha256& Sha256::add(std::span<std::byte const> bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
    return *this;
}

Sha256::Digest Sha256::digest() {
    Digest digest;
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr));
    require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
    return digest;
}

std::string Sha256::hexadecimal() {
    std::string text;
    for (auto const byte : digest())
        text += fmt::format("{:02x}", byte);
    return text;
}

void Sha256::Free::operator()(EVP_MD_CTX* context) const {
    EVP_MD_CTX_free(context);
}

}  // namespace fl
