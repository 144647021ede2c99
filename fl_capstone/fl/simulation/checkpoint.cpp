#include "fl/simulation/checkpoint.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

#include "fl/simulation/sha256.hpp"

namespace fl {
namespace {

static_assert(std::endian::native == std::endian::little, "checkpoints hold numbers as they are in memory");

constexpr std::string_view mark = "fl_sim checkpoint 1\n";

std::string reason() {
    return std::strerror(errno);
}

/// A file under construction: removed unless it is finished.
class Output {
public:
    explicit Output(std::filesystem::path const& target)
        : target_{target},
          path_{target.string() + ".new"},
          file_{open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666)} {
        if (file_ < 0) fail("cannot be created");
    }

    ~Output() {
        if (file_ < 0) return;
        close(file_);
        unlink(path_.c_str());
    }

    Output(Output const&) = delete;
    Output& operator=(Output const&) = delete;

    void bytes(std::span<std::byte const> all) {
        sha_.add(all);
        write_out(all);
    }

    void text(std::string_view all) { bytes(std::as_bytes(std::span{all})); }

    void number(std::uint64_t value) { bytes(std::as_bytes(std::span{&value, 1})); }

    void floats(std::span<float const> all) {
        number(all.size());
        bytes(std::as_bytes(all));
    }

    /// The content reaches the disk before the name does, and the name before this returns.
    void finish() {
        auto const digest = sha_.digest();
        write_out(std::as_bytes(std::span{digest}));
        if (fsync(file_) != 0) fail("cannot be brought to the disk");
        if (rename(path_.c_str(), target_.c_str()) != 0) fail("cannot take its name");
        close(file_);
        file_ = -1;
        auto const folder = target_.has_parent_path() ? target_.parent_path() : ".";
        auto const handle = open(folder.c_str(), O_RDONLY | O_DIRECTORY);
        if (handle < 0) return;
        fsync(handle);  // some file systems cannot; the rename is done in any case
        close(handle);
    }

private:
    void write_out(std::span<std::byte const> left) {
        while (!left.empty()) {
            auto const done = write(file_, left.data(), left.size());
            if (done < 0 && errno == EINTR) continue;
            if (done < 0) fail("cannot be written");
            left = left.subspan(static_cast<std::size_t>(done));
        }
    }

    [[noreturn]] void fail(std::string const& what) const {
        throw BadCheckpoint{
            target_, fmt::format("{}: {}; the earlier checkpoint, if there is one, is as it was", what, reason())};
    }

    std::filesystem::path target_;
    std::filesystem::path path_;
    int file_;
    Sha256 sha_;
};

/// A file whose digest is right: what it says can be relied on.
class Input {
public:
    explicit Input(std::filesystem::path const& path) : path_{path}, file_{path, std::ios::binary} {
        if (!file_)
            throw BadCheckpoint{path,
                                fmt::format("cannot be opened: {}; to begin from the start, do not resume", reason())};
        verify();
    }

    void bytes(std::span<std::byte> all) {
        // A cast that the standard allows: any object is readable and writable as chars.
        file_.read(reinterpret_cast<char*>(all.data()), static_cast<std::streamsize>(all.size()));
        if (!file_) refuse();
    }

    std::string text(std::size_t size) {
        std::string all(size, '\0');
        bytes(std::as_writable_bytes(std::span{all}));
        return all;
    }

    std::uint64_t number() {
        std::uint64_t value = 0;
        bytes(std::as_writable_bytes(std::span{&value, 1}));
        return value;
    }

    void floats(std::span<float> all) {
        if (number() != all.size()) refuse();
        bytes(std::as_writable_bytes(all));
    }

    [[noreturn]] void refuse() const {
        throw BadCheckpoint{path_, "is damaged, cut off, or not a checkpoint; to begin from the start, do not resume"};
    }

private:
    void verify() {
        file_.seekg(0, std::ios::end);
        auto const end = file_.tellg();
        Sha256::Digest expected;
        if (end < 0 || static_cast<std::size_t>(end) < mark.size() + expected.size()) refuse();
        auto left = static_cast<std::size_t>(end) - expected.size();
        file_.seekg(0);
        Sha256 sha;
        std::vector<std::byte> chunk(1U << 20U);
        for (std::span<std::byte> part; left > 0; left -= part.size()) {
            part = std::span{chunk}.first(std::min(left, chunk.size()));
            bytes(part);
            sha.add(part);
        }
        bytes(std::as_writable_bytes(std::span{expected}));
        if (sha.digest() != expected) refuse();
        file_.seekg(0);
        if (text(mark.size()) != mark) refuse();
    }

    std::filesystem::path path_;
    std::ifstream file_;
};

/// The first line in which the two differ.
std::pair<std::string, std::string> difference(std::string_view a, std::string_view b) {
    auto const line = [](std::string_view& text) {
        auto const first = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(first.size() + 1, text.size()));
        return std::string{first};
    };
    for (;;) {
        auto const of_a = line(a);
        auto const of_b = line(b);
        if (of_a != of_b || (a.empty() && b.empty())) return {of_a, of_b};
    }
}

}  // namespace

void save_checkpoint(std::filesystem::path const& file, std::string const& configuration, std::uint32_t rounds_done,
                     Progress const& progress) {
    Output out{file};
    out.text(mark);
    out.number(configuration.size());
    out.text(configuration);
    out.number(rounds_done);
    out.floats(progress.global);
    for (auto const& vector : progress.server)
        out.floats(vector);
    std::vector<std::size_t> held;
    for (std::size_t client = 0; client < progress.clients.clients(); ++client)
        if (progress.clients.holds(client)) held.push_back(client);
    out.number(held.size());
    for (auto const client : held) {
        out.number(client);
        out.floats(progress.clients.of(client));
    }
    out.finish();
}

std::uint32_t load_checkpoint(std::filesystem::path const& file, std::string const& configuration,
                              Progress const& progress) {
    Input in{file};
    if (auto const saved = in.text(in.number()); saved != configuration) {
        auto const [theirs, ours] = difference(saved, configuration);
        throw BadCheckpoint{file,
                            fmt::format("is of another run: it has \"{}\" where this one has \"{}\"; resume with the "
                                        "same settings, or choose another file",
                                        theirs, ours)};
    }
    auto const rounds_done = in.number();
    in.floats(progress.global);
    for (auto const& vector : progress.server)
        in.floats(vector);
    for (auto left = in.number(); left > 0; --left) {
        auto const client = in.number();
        if (client >= progress.clients.clients()) in.refuse();
        in.floats(progress.clients.of(client));
    }
    return static_cast<std::uint32_t>(rounds_done);
}

}  // namespace fl
