#pragma once
/// What lessons use most, compiled once for each flavour: with it, a subject compiles in about a second.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>
#include <shared_mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "subject/interruption.hpp"
#include "subject/on_threads.hpp"
#include "subject/rendezvous.hpp"
#include "subject/scenario.hpp"
