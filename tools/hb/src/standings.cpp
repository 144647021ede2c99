#include "standings.hpp"

#include "answer_content.hpp"

namespace hb::cli {
namespace {

Standing with_content(Chosen const& chosen, Progress const& progress, std::string const& content) {
    static ExerciseRecord const nothing;
    auto const found = progress.exercises.find(key_of(chosen));
    return standing(chosen.exercise, found == progress.exercises.end() ? nothing : found->second, content);
}

}  // namespace

std::string key_of(Chosen const& chosen) {
    return chosen.lesson.name + "/" + chosen.exercise.name;
}

std::string short_name(Chosen const& chosen) {
    auto const& name = chosen.exercise.name;
    if (choose(name).size() == 1) return name;
    return chosen.lesson.name.substr(0, chosen.lesson.name.find('_')) + "/" + name;
}

grade::Answer own_answer(Chosen const& chosen) {
    return {chosen.lesson.name, chosen.exercise.name, "lessons"};
}

Standing standing_of(Chosen const& chosen, Progress const& progress) {
    return with_content(chosen, progress, content_of({workspace().answer_file(own_answer(chosen))}).front());
}

std::vector<ExerciseStanding> standings(Progress const& progress) {
    auto const all = choose("");
    std::vector<std::filesystem::path> files;
    for (auto const& chosen : all)
        files.push_back(workspace().answer_file(own_answer(chosen)));
    auto const contents = content_of(files);  // one question for all: asking git costs milliseconds each time
    std::vector<ExerciseStanding> found;
    for (std::size_t i = 0; i < all.size(); ++i)
        found.push_back({all[i], with_content(all[i], progress, contents[i])});
    return found;
}

}  // namespace hb::cli
