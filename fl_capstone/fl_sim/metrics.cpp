#include "fl_sim/metrics.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

#include "fl_sim/means.hpp"

namespace fl_sim {
namespace {

std::ofstream open(std::filesystem::path const& path, bool adds) {
    if (path.empty()) return {};
    std::ofstream file{path, adds ? std::ios::app : std::ios::trunc};
    if (!file) throw std::system_error{errno, std::generic_category(), path.string()};
    return file;
}

}  // namespace

Metrics::Metrics(std::filesystem::path const& csv, std::filesystem::path const& json_lines, bool adds)
    : csv_{open(csv, adds)}, json_lines_{open(json_lines, adds)} {
    if (csv_.is_open() && csv_.tellp() == 0)
        csv_ << "round,clients,samples,training_loss,training_accuracy,test_loss,test_accuracy,seconds\n";
}

void Metrics::write(fl::RoundReport const& report) {
    std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - begin_;
    bool const tested = report.test.samples > 0;
    if (csv_.is_open()) {
        fmt::print(csv_, "{},{},{},{:.6f},{:.6f},", report.round + 1, report.clients, report.training.samples,
                   mean_loss(report.training), accuracy(report.training));
        if (tested) fmt::print(csv_, "{:.6f},{:.6f}", mean_loss(report.test), accuracy(report.test));
        fmt::print(csv_, "{}{:.3f}\n", tested ? "," : ",,", seconds.count());
        csv_.flush();
    }
    if (json_lines_.is_open()) {
        nlohmann::ordered_json line{{"round", report.round + 1},
                                    {"clients", report.clients},
                                    {"samples", report.training.samples},
                                    {"training_loss", mean_loss(report.training)},
                                    {"training_accuracy", accuracy(report.training)}};
        if (tested) {
            line["test_loss"] = mean_loss(report.test);
            line["test_accuracy"] = accuracy(report.test);
        }
        line["seconds"] = seconds.count();
        json_lines_ << line.dump() << '\n';
        json_lines_.flush();
    }
}

}  // namespace fl_sim
