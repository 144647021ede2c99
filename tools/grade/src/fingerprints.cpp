#include "grade/fingerprints.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/auxv.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "judge/run_tool.hpp"
#include "judge/whole_file.hpp"

namespace hb::grade {
namespace {

constexpr std::string_view absent = "absent";

/// Smaller files are read each time: that takes less than a millisecond.
constexpr off_t worth_remembering_bytes = 256 * 1024;

/// A file can change twice within one tick of the file system's clock; one that has rested longer than any tick (two
/// seconds on FAT) cannot have.
constexpr std::chrono::seconds rested{2};

class Sha256 {
public:
    Sha256() : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free} {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) refuse();
    }
    void add(std::string_view bytes) {
        if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) refuse();
    }
    [[nodiscard]] std::string hexadecimal() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned int size = 0;
        if (EVP_DigestFinal_ex(context_.get(), bytes.data(), &size) != 1) refuse();
        std::string text;
        for (unsigned int i = 0; i < size; ++i)
            text += fmt::format("{:02x}", bytes[i]);
        return text;
    }

private:
    [[noreturn]] static void refuse() { throw std::runtime_error{"OpenSSL does not compute SHA-256."}; }

    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

std::string read_and_hash(std::filesystem::path const& path) {
    std::ifstream stream{path, std::ios::binary};
    if (!stream) return std::string{absent};
    Sha256 hash;
    std::array<char, 1 << 16> block{};
    while (stream.read(block.data(), block.size()), stream.gcount() > 0)
        hash.add({block.data(), static_cast<std::size_t>(stream.gcount())});
    return stream.bad() ? std::string{absent} : hash.hexadecimal();
}

/// Everything by which stat tells one content of a file from another. The time of the last status change cannot be set
/// back, as that of the last write can.
std::string state_of(struct stat const& status) {
    return fmt::format("{}:{} {} {}.{:09} {}.{:09}", status.st_dev, status.st_ino, status.st_size,
                       status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

bool has_rested(struct stat const& status) {
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::seconds{std::max(status.st_mtim.tv_sec, status.st_ctim.tv_sec)} + rested < now;
}

/// The dynamic loader that started this program: subjects and tools are made for the same one.
std::string loader() {
    Dl_info info{};
    auto const* base = reinterpret_cast<void const*>(::getauxval(AT_BASE));  // NOLINT(performance-no-int-to-ptr)
    return base != nullptr && ::dladdr(base, &info) != 0 ? info.dli_fname : std::string{};
}

/// The lines of the loader: "  libm.so.6 => /lib/libm.so.6 (0x...)", or "  /lib64/ld.so (0x...)".
std::vector<std::filesystem::path> shared_objects_of(std::filesystem::path const& program) {
    static std::string const loader_path = loader();
    std::vector<std::filesystem::path> found;
    std::error_code error;
    auto const file = std::filesystem::canonical(program, error);  // to the loader, /proc/self/exe is the loader
    if (loader_path.empty() || error) return found;
    auto const listed = judge::run_tool({loader_path, "--list", file.string()});
    if (listed.status != 0) return found;
    std::istringstream lines{listed.out};
    for (std::string line; std::getline(lines, line);) {
        auto const begin = line.find('/');
        auto const end = line.rfind(" (0x");
        if (begin < end && end != std::string::npos) found.emplace_back(line.substr(begin, end - begin));
    }
    return found;
}

}  // namespace

std::string fingerprint(std::string_view text) {
    Sha256 hash;
    hash.add(text);
    return hash.hexadecimal();
}

Fingerprints::Fingerprints(std::filesystem::path memory) : memory_{std::move(memory)} {
    std::ifstream stream{memory_};
    remembered_ = nlohmann::json::parse(stream, nullptr, false);
    if (!remembered_.is_object()) remembered_ = nlohmann::json::object();
}

Fingerprints::~Fingerprints() {
    try {
        if (learnt_) write_whole(memory_, remembered_.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
    } catch (std::exception const&) {
        // It only saves time: then the files are read again next time.
    }
}

std::string Fingerprints::file(std::filesystem::path const& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::string{absent};
    if (status.st_size < worth_remembering_bytes || !has_rested(status)) return read_and_hash(path);
    auto const state = state_of(status);
    auto const known = remembered_.find(path.string());
    if (known != remembered_.end() && known->is_object() && known->value("state", nlohmann::json{}) == state) {
        if (auto const hash = known->value("sha256", nlohmann::json{}); hash.is_string()) return hash;
    }
    auto const hash = read_and_hash(path);
    remembered_[path.string()] = {{"state", state}, {"sha256", hash}};
    learnt_ = true;
    return hash;
}

std::string Fingerprints::program(std::filesystem::path const& path) {
    auto text = file(path);
    if (text == absent) return text;
    auto const [objects, added] = shared_objects_.try_emplace(path.string() + ' ' + text);
    if (added) objects->second = shared_objects_of(path);
    for (auto const& object : objects->second)
        text += '\n' + object.string() + ' ' + file(object);
    return fingerprint(text);
}

}  // namespace hb::grade
