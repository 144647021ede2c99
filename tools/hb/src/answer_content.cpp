#include "answer_content.hpp"

#include <sstream>

#include "judge/error.hpp"
#include "judge/run_tool.hpp"

namespace hb::cli {

std::vector<std::string> content_of(std::vector<std::filesystem::path> const& files) {
    std::vector<std::string> names(files.size());
    std::vector<std::string> command{"git", "hash-object", "--no-filters", "--"};
    for (auto const& file : files) {
        if (std::filesystem::is_regular_file(file)) command.push_back(std::filesystem::absolute(file).string());
    }
    auto const git = judge::run_tool(command);
    std::istringstream lines{git.out};
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (std::filesystem::is_regular_file(files[i]) && !std::getline(lines, names[i])) {
            throw UserError{"git does not tell the content of " + files[i].string() + ": " + git.err,
                            "Look whether git works: git hash-object " + files[i].string()};
        }
    }
    return names;
}

}  // namespace hb::cli
