#include "watch/saved_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

using hb::cli::SavedFiles;
using namespace std::chrono_literals;

namespace {

/// A folder like a lesson's, and a clock that the test moves.
class Folder {
public:
    Folder() {
        write(answer, "first\n");
        write(other, "other\n");
        files_.add(answer);
        files_.add(other);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { std::filesystem::remove_all(top_); }

    static void write(std::filesystem::path const& path, std::string_view text) {
        std::ofstream{path, std::ios::binary} << text;
    }

    /// The changes that are seen now.
    std::vector<SavedFiles::Change> look() { return files_.look(now_); }

    /// Those that are seen once everything has settled: one look now, one later.
    std::vector<SavedFiles::Change> settle() {
        auto changes = look();
        now_ += SavedFiles::emptiness_settles_after;
        for (auto const& change : look())
            changes.push_back(change);
        return changes;
    }
    void pass(std::chrono::milliseconds time) { now_ += time; }
    SavedFiles& files() { return files_; }

    static bool one_save(std::vector<SavedFiles::Change> const& changes, std::size_t file = 0) {
        return changes.size() == 1 && changes.front().file == file && changes.front().there;
    }

private:
    static std::filesystem::path make_top() {
        auto name = (std::filesystem::temp_directory_path() / "saved_files.XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        std::filesystem::create_directory(std::filesystem::path{name} / "lesson");
        return name;
    }
    std::filesystem::path top_ = make_top();

public:
    std::filesystem::path folder = top_ / "lesson";
    std::filesystem::path beside = top_ / "elsewhere";
    std::filesystem::path answer = folder / "count_up.hpp";
    std::filesystem::path other = folder / "split_increment.hpp";

private:
    SavedFiles files_;
    SavedFiles::Clock::time_point now_ = SavedFiles::Clock::now();
};

}  // namespace

TEST_CASE("nothing is saved as long as nothing changes", "[watch]") {
    Folder folder;
    CHECK(folder.settle().empty());
    CHECK_FALSE(folder.files().settles_at());
}

TEST_CASE("a file that is written in place was saved, once", "[watch]") {
    Folder folder;
    Folder::write(folder.answer, "second\n");
    CHECK(Folder::one_save(folder.settle()));
    CHECK(folder.settle().empty());
}

TEST_CASE("a change counts when it has stood for a moment, and the moment is foretold", "[watch]") {
    Folder folder;
    Folder::write(folder.answer, "second\n");
    CHECK(folder.look().empty());
    REQUIRE(folder.files().settles_at());
    folder.pass(SavedFiles::settles_after - 1ms);
    CHECK(folder.look().empty());
    folder.pass(1ms);
    CHECK(Folder::one_save(folder.look()));
    CHECK_FALSE(folder.files().settles_at());
}

TEST_CASE("truncate, then write: one save, and never an empty file", "[watch]") {
    Folder folder;
    Folder::write(folder.answer, "");
    CHECK(folder.look().empty());
    folder.pass(SavedFiles::emptiness_settles_after - 1ms);
    CHECK(folder.look().empty());
    Folder::write(folder.answer, "second\n");
    CHECK(Folder::one_save(folder.settle()));
}

TEST_CASE("a save in several pieces is one save of the whole", "[watch]") {
    Folder folder;
    Folder::write(folder.answer, "sec");
    CHECK(folder.look().empty());
    folder.pass(SavedFiles::settles_after - 1ms);
    Folder::write(folder.answer, "second\n");
    CHECK(folder.look().empty());
    folder.pass(1ms);
    CHECK(folder.look().empty());
    CHECK(Folder::one_save(folder.settle()));
}

TEST_CASE("a file that is renamed over the answer was saved", "[watch]") {
    Folder folder;
    Folder::write(folder.folder / ".count_up.hpp.new", "second\n");
    std::filesystem::rename(folder.folder / ".count_up.hpp.new", folder.answer);
    CHECK(Folder::one_save(folder.settle()));
}

TEST_CASE("the answer is renamed to a backup and made anew: one save", "[watch]") {
    Folder folder;
    std::filesystem::rename(folder.answer, folder.folder / "count_up.hpp~");
    CHECK(folder.look().empty());
    folder.pass(SavedFiles::settles_after);
    CHECK(folder.look().empty());
    Folder::write(folder.answer, "second\n");
    CHECK(Folder::one_save(folder.settle()));
}

TEST_CASE("removed and made again with the same content: nothing was saved", "[watch]") {
    Folder folder;
    std::filesystem::remove(folder.answer);
    CHECK(folder.look().empty());
    folder.pass(SavedFiles::settles_after);
    Folder::write(folder.answer, "first\n");
    CHECK(folder.settle().empty());
}

TEST_CASE("a touch without a change is no save", "[watch]") {
    Folder folder;
    Folder::write(folder.answer, "first\n");
    std::filesystem::last_write_time(folder.answer, std::filesystem::file_time_type::clock::now() + 1h);
    CHECK(folder.settle().empty());
}

TEST_CASE("a change of the same size with the old time on it is a save all the same", "[watch]") {
    Folder folder;
    auto const time = std::filesystem::last_write_time(folder.answer);
    Folder::write(folder.answer, "FIRST\n");
    std::filesystem::last_write_time(folder.answer, time);
    CHECK(Folder::one_save(folder.settle()));
}

TEST_CASE("swap and backup files beside the answer are nothing to us", "[watch]") {
    Folder folder;
    for (auto const* name : {".count_up.hpp.swp", "count_up.hpp~", "4913", "#count_up.hpp#", ".#count_up.hpp"})
        Folder::write(folder.folder / name, "second\n");
    CHECK(folder.settle().empty());
}

TEST_CASE("a removed answer is told after a while, and so is its return", "[watch]") {
    Folder folder;
    std::filesystem::remove(folder.answer);
    auto const gone = folder.settle();
    REQUIRE(gone.size() == 1);
    CHECK_FALSE(gone.front().there);
    CHECK_FALSE(folder.files().there(0));
    CHECK(folder.settle().empty());
    Folder::write(folder.answer, "first\n");
    CHECK(Folder::one_save(folder.settle()));
    CHECK(folder.files().there(0));
}

TEST_CASE("a folder that is replaced by another saves what differs in it", "[watch]") {
    Folder folder;
    std::filesystem::copy(folder.folder, folder.beside);
    Folder::write(folder.beside / "count_up.hpp", "second\n");
    std::filesystem::remove_all(folder.folder);
    CHECK(folder.look().empty());
    std::filesystem::rename(folder.beside, folder.folder);
    CHECK(Folder::one_save(folder.settle()));
}

TEST_CASE("two answers that are saved at once are two saves", "[watch]") {
    Folder folder;
    Folder::write(folder.answer, "second\n");
    Folder::write(folder.other, "second\n");
    auto const changes = folder.settle();
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].file == 0);
    CHECK(changes[1].file == 1);
}

TEST_CASE("an answer behind a symbolic link is saved when what it leads to is", "[watch]") {
    Folder folder;
    auto const target = folder.beside;
    Folder::write(target, "first\n");
    std::filesystem::remove(folder.answer);
    std::filesystem::create_symlink(target, folder.answer);
    CHECK(folder.settle().empty());
    Folder::write(target, "second\n");
    CHECK(Folder::one_save(folder.settle()));
}

TEST_CASE("a folder or a pipe in the answer's place is no answer, and nobody waits for it", "[watch]") {
    Folder folder;
    std::filesystem::remove(folder.answer);
    REQUIRE(::mkfifo(folder.answer.c_str(), 0600) == 0);
    auto const gone = folder.settle();
    REQUIRE(gone.size() == 1);
    CHECK_FALSE(gone.front().there);
}
