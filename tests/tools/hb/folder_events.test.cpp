#include "watch/folder_events.hpp"

#include <poll.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <functional>
#include <string>

using hb::cli::FolderEvents;
namespace fs = std::filesystem;

namespace {

/// Far more than an event takes on a busy machine; a missing one fails the test after this time.
constexpr int patience_ms = 10'000;

class Folder {
public:
    Folder() {
        auto name = (fs::temp_directory_path() / "folder_events.XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        top = name;
        fs::create_directory(lesson());
        write(answer(), "first\n");
        if (events.descriptor() < 0) SKIP("the kernel gives no events here");
        events.watch({lesson()});
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { fs::remove_all(top); }

    [[nodiscard]] fs::path lesson() const { return top / "lesson"; }
    [[nodiscard]] fs::path answer() const { return lesson() / "count_up.hpp"; }
    static void write(fs::path const& path, std::string_view text) { std::ofstream{path, std::ios::binary} << text; }

    bool rings(int wait_ms = patience_ms) {
        pollfd bell{events.descriptor(), POLLIN, 0};
        bool const rang = ::poll(&bell, 1, wait_ms) == 1;
        events.clear();
        return rang;
    }

    fs::path top;
    FolderEvents events;
};

}  // namespace

TEST_CASE("the bell rings at every way of saving", "[watch]") {
    Folder folder;
    auto const answer = folder.answer();
    auto const beside = folder.lesson() / "beside";
    auto const rings_after = [&](std::function<void()> const& save) {
        folder.events.clear();
        save();
        return folder.rings();
    };
    CHECK(rings_after([&] { Folder::write(answer, "in place\n"); }));
    CHECK(rings_after([&] { fs::rename(answer, beside); }));
    CHECK(rings_after([&] { fs::rename(beside, answer); }));
    CHECK(rings_after([&] { fs::remove(answer); }));
    CHECK(rings_after([&] { Folder::write(answer, "made anew\n"); }));
    CHECK_FALSE(folder.rings(0));
}

TEST_CASE("a replaced folder is found again by its name, and the old one is forgotten", "[watch]") {
    Folder folder;
    fs::rename(folder.lesson(), folder.top / "old");
    folder.events.watch({folder.lesson()});  // none there at the moment
    fs::create_directory(folder.lesson());
    folder.events.watch({folder.lesson()});
    folder.events.clear();
    Folder::write(folder.top / "old" / "count_up.hpp", "nobody's\n");
    CHECK_FALSE(folder.rings(0));
    Folder::write(folder.answer(), "second\n");
    CHECK(folder.rings());
}

TEST_CASE("a folder that is not asked for any more is not watched", "[watch]") {
    Folder folder;
    folder.events.watch({});
    folder.events.clear();
    Folder::write(folder.answer(), "second\n");
    CHECK_FALSE(folder.rings(0));
}
