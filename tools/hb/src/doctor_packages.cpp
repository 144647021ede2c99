#include "doctor_packages.hpp"

#include <fmt/format.h>

#include <sstream>

#include "context.hpp"
#include "judge/error.hpp"
#include "judge/run_tool.hpp"

namespace hb::cli {
namespace {

struct Package {
    std::string state;  ///< found, missing or old
    std::string need;
    std::string purpose;
    std::string name;
};

judge::ToolResult ask_script(std::vector<std::string> const& arguments) try {
    std::vector<std::string> command{"bash", (workspace().root / "bootstrap" / "packages.sh").string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return judge::run_tool(command);
} catch (UserError const& error) {
    throw UserError{error.what(), "export PATH=/usr/local/bin:/usr/bin:/bin:$PATH"};
}

std::vector<Package> packages() {
    auto const table = ask_script({});
    if (table.status != 0) throw UserError{table.err.substr(0, table.err.find('\n')), "bash bootstrap/packages.sh"};
    std::vector<Package> rows;
    std::istringstream lines{table.out};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields{line};
        auto& row = rows.emplace_back();
        for (auto* field : {&row.state, &row.need, &row.purpose, &row.name})
            std::getline(fields, *field, '\t');
    }
    return rows;
}

std::string install_line(Package const& package) {
    if (package.need == "required") return install_required;
    auto const plan = ask_script({"plan", package.name});
    if (plan.status != 0) return {};
    std::string line;
    std::istringstream commands{plan.out};
    for (std::string command; std::getline(commands, command);)
        line += (line.empty() ? "" : " && ") + command;
    return line;
}

}  // namespace

std::string install_line_of(std::string_view purpose) try {
    for (auto const& package : packages()) {
        if (package.purpose.starts_with(purpose)) return install_line(package);
    }
    return {};
} catch (UserError const&) {
    return {};  // missing_packages says why
}

std::vector<Finding> missing_packages() {
    using Health = Finding::Health;
    std::vector<Finding> findings;
    try {
        for (auto const& package : packages()) {
            if (package.state == "found") continue;
            findings.push_back({"package", package.need == "required" ? Health::bad : Health::worse,
                                fmt::format("{} is {}: {}", package.name, package.state, package.purpose),
                                install_line(package)});
        }
    } catch (UserError const& error) {
        findings.push_back({"packages", Health::bad, fmt::format("not looked up: {}", error.what()), error.mend()});
    }
    return findings;
}

}  // namespace hb::cli
