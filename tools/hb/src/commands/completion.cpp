#include <fmt/format.h>

#include <filesystem>

#include "commands.hpp"
#include "complete.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "selfcheck/places.hpp"

namespace hb::cli {
namespace {

/// In single quotes, which bash, zsh and fish read alike.
std::string quoted(std::string const& text) {
    std::string result = "'";
    for (char const c : text)
        result += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return result + "'";
}

int print_script(std::string const& shell) {
    auto const file = workspace().root / "tools/hb/templates/completion" / ("hb." + shell + ".in");
    auto script = selfcheck::text_of(file);
    constexpr std::string_view mark = "@program@";
    auto const at = script.find(mark);
    if (at == std::string::npos)
        throw UserError{fmt::format("{} is not as it was.", file.string()), "Restore it: git checkout -- tools/hb"};
    // This very program: ./hb would look for something to build at each press of the key.
    fmt::print("{}", script.replace(at, mark.size(), quoted(std::filesystem::read_symlink("/proc/self/exe").string())));
    return all_well;
}

int print_candidates(CLI::App& app, std::vector<std::string> const& words) {
    try {
        for (auto const& candidate : complete(app, words))
            fmt::print("{}\t{}\n", candidate.text, candidate.help);
    } catch (UserError const&) {
        return wrong_usage;  // a lesson that cannot be read: no time to talk about it, in the middle of a line
    }
    return all_well;
}

/// Hidden: what the scripts call.
void add_complete(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<std::vector<std::string>>();
    auto* command = app.add_subcommand("complete", "What can be typed here: for the scripts of hb completion");
    command->group("");
    command->add_option("words", *words, "after --: the words behind hb, the last one being typed");
    command->footer("Example:\n  ./hb complete -- check --verdict ra");
    command->callback([words, &app, &chosen] { chosen = [words, &app] { return print_candidates(app, *words); }; });
}

}  // namespace

void add_completion(CLI::App& app, Action& chosen) {
    auto shell = std::make_shared<std::string>();
    auto* command = app.add_subcommand("completion", "Print a script with which the Tab key completes hb's commands");
    command->add_option("shell", *shell, "the shell that you use")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->footer(
        "Examples:\n  ./hb completion bash > ~/.local/share/bash-completion/completions/hb\n"
        "  ./hb completion zsh > ~/.zfunc/_hb      # with fpath+=(~/.zfunc) before compinit\n"
        "  ./hb completion fish > ~/.config/fish/completions/hb.fish");
    command->callback([shell, &chosen] { chosen = [shell] { return print_script(*shell); }; });
    add_complete(app, chosen);
}

}  // namespace hb::cli
