// Runs the feature that the argument names.
#include "features.hpp"

int main(int, char** arguments) {
    for (auto const& features : {features_of_locks(), features_of_waiting(), features_of_threads()})
        for (auto const& feature : features) {
            if (feature.name != arguments[1]) continue;
            feature.run();
            return 0;
        }
    return 2;
}
