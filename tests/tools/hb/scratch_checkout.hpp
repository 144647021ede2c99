#pragma once
/// A small checkout in a folder of its own, removed at the end: what `hb new` needs, and on wish a whole lesson.

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "scaffold.hpp"
#include "selfcheck/places.hpp"

namespace hb::test {

namespace fs = std::filesystem;

class ScratchCheckout {
public:
    ScratchCheckout() {
        auto name = (fs::temp_directory_path() / "happens-before-author-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        fs::create_directories(root_ / "tools/hb/templates");
        fs::copy(fs::path{HB_ROOT} / "tools/hb/templates/lesson", root_ / "tools/hb/templates/lesson",
                 fs::copy_options::recursive);
        fs::create_directories(root_ / "lessons/01_lost_update");
        fs::copy(fs::path{HB_ROOT} / "lessons/01_lost_update/lesson.toml", root_ / "lessons/01_lost_update");
        write("lessons/01_lost_update/README.md", "# Lesson 01: lost update\n");
        write("tests/CMakeLists.txt", "# Lessons\nhb_add_lesson(01_lost_update)\n\nadd_subdirectory(tools)\n");
        write("README.md", "# A checkout\n");
    }
    ~ScratchCheckout() {
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }
    ScratchCheckout(ScratchCheckout const&) = delete;
    ScratchCheckout& operator=(ScratchCheckout const&) = delete;

    [[nodiscard]] fs::path const& root() const { return root_; }
    [[nodiscard]] std::string read(fs::path const& file) const { return selfcheck::text_of(root_ / file); }

    void write(fs::path const& file, std::string const& text) const {
        fs::create_directories((root_ / file).parent_path());
        std::ofstream{root_ / file} << text;
    }

    /// Every occurrence; how many there were.
    int replace(fs::path const& file, std::string const& what, std::string const& with) const {
        auto text = read(file);
        int count = 0;
        for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()), ++count)
            text.replace(at, what.size(), with);
        write(file, text);
        return count;
    }

    /// The worked example as `hb new` writes it, with every blank filled: a whole lesson.
    void add_whole_lesson() const {
        for (auto const& file : cli::write_lesson(root_, "12_example", {"largest"}))
            replace(file, "TODO: ", "");
        write("README.md", "# A checkout\n\n[12 example](lessons/12_example/README.md)\n");
        fs::path const kit = "tests/wrong_answers/12_example";
        auto entries = read(kit / "kit.toml");
        for (int i = 1; i <= 6; ++i) {
            auto const slug = "shared_best_" + std::to_string(i);
            write(kit / "largest" / (slug + ".hpp"),
                  read(kit / "largest/shared_best.hpp") + "inline int const variant = " + std::to_string(i) + ";\n");
            entries += "\n[largest." + slug + "]\ndecisive = \"race-free\"\nverdicts = { race-free = \"fail\" }\n" +
                       "why = \"All threads write to one variable.\"\n";
        }
        write(kit / "kit.toml", entries);
    }

private:
    fs::path root_;
};

}  // namespace hb::test
