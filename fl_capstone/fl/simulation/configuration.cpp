#include "fl/simulation/configuration.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "fl/simulation/sha256.hpp"

namespace fl {
namespace {

std::string fingerprint(Dataset const& data) {
    std::array const shape{data.shape.channels, data.shape.height, data.shape.width, data.classes};
    return Sha256{}.add_all(shape).add_all(data.labels).add_all(data.pixels).add_all(data.values).hexadecimal();
}

std::string fingerprint(std::vector<Client> const& clients) {
    Sha256 sha;
    for (auto const& client : clients) {
        std::array const head{std::size_t{client.id}, client.samples.size()};
        sha.add_all(head).add_all(client.samples);
    }
    return sha.hexadecimal();
}

}  // namespace

std::string configuration_of(Course const& course, Federation const& federation, Strategy const& strategy) {
    std::string text;
    auto const line = [&text]<class... Values>(fmt::format_string<Values...> format, Values&&... values) {
        fmt::format_to(std::back_inserter(text), format, std::forward<Values>(values)...);
        text += '\n';
    };
    line("model: {}, {} parameters", course.model.name(), course.model.parameters());
    auto const settings = strategy.settings();
    line("strategy: {}{}{}", strategy.name(), settings.empty() ? "" : ", ", settings);
    line("epochs: {}", course.local.epochs);
    line("batch: {}", course.local.batch);
    line("learning rate: {}", course.local.learning_rate);
    line("flipped: {}", course.local.augmentation.flip);
    line("padding: {}", course.local.augmentation.padding);
    line("seed: {}", course.seed);
    line("sampling: {} of {} clients, {}", federation.sampled, federation.clients.size(),
         federation.sampling == Sampling::by_size ? "by size" : "uniform");
    line("training set: {}", fingerprint(course.data));
    line("partition: {}", fingerprint(federation.clients));
    return text;
}

}  // namespace fl
