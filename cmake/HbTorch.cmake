# LibTorch, for the capstone alone: the target hb::torch, and HB_TORCH_FOUND.
#   HB_TORCH      auto: as below; off: the lessons are built without it, the simulator is left out
#   HB_TORCH_DIR  a LibTorch folder, or a Python environment that has torch. Empty: the pinned one, which the first build of
#                 a target that needs it brings into the user's cache folder (fl_capstone/torch/fetch.sh)
# Not find_package(Torch): with a LibTorch that knows CUDA, it insists on a CUDA toolkit, also for programs that need none.

set(HB_TORCH auto CACHE STRING "LibTorch, for the capstone: auto or off")
set_property(CACHE HB_TORCH PROPERTY STRINGS auto off)
set(HB_TORCH_DIR "$ENV{HB_TORCH_DIR}" CACHE PATH "A LibTorch folder or a Python environment with torch; empty: the pinned one")
set(HB_TORCH_FOUND FALSE)

if(NOT HB_TORCH MATCHES "^(auto|off)$")
  message(FATAL_ERROR "HB_TORCH is \"${HB_TORCH}\". Choose auto, or off to build the lessons without LibTorch.")
endif()
if(HB_TORCH STREQUAL off)
  return()
endif()

if(HB_TORCH_DIR)
  # Debian calls the folder of packages dist-packages, everybody else site-packages.
  file(GLOB places "${HB_TORCH_DIR}" "${HB_TORCH_DIR}/torch" "${HB_TORCH_DIR}/lib/python3*/*-packages/torch")
  set(hb_torch "")
  foreach(place IN LISTS places)
    if(EXISTS "${place}/lib/libtorch_cpu.so" AND EXISTS "${place}/include/torch/csrc/api/include/torch/torch.h")
      set(hb_torch "${place}")
    endif()
  endforeach()
  if(NOT hb_torch)
    message(FATAL_ERROR "HB_TORCH_DIR is ${HB_TORCH_DIR}, where there is no LibTorch (lib/libtorch_cpu.so and include/torch).\n"
                        "Name a LibTorch folder, or a Python environment in which \"import torch\" works.")
  endif()
  # Wheels and archives before 2.7 have std::string of the old kind, and would only fail at link time.
  set(version "")
  if(EXISTS "${hb_torch}/version.py")
    file(STRINGS "${hb_torch}/version.py" version REGEX "^__version__ = ")
  elseif(EXISTS "${hb_torch}/build-version")
    file(STRINGS "${hb_torch}/build-version" version LIMIT_COUNT 1)
  endif()
  string(REGEX MATCH "[0-9]+\\.[0-9]+(\\.[0-9]+)?" HB_TORCH_VERSION "${version}")
  if(HB_TORCH_VERSION AND HB_TORCH_VERSION VERSION_LESS 2.7)
    message(FATAL_ERROR "The LibTorch in ${hb_torch} is ${HB_TORCH_VERSION}; 2.7 or newer is needed.")
  endif()
else()
  set(HB_TORCH_VERSION 2.11.0)
  if(DEFINED ENV{XDG_CACHE_HOME} AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
    set(hb_cache "$ENV{XDG_CACHE_HOME}")
  else()
    set(hb_cache "$ENV{HOME}/.cache")
  endif()
  set(hb_torch_home "${hb_cache}/happens-before/libtorch-${HB_TORCH_VERSION}")
  set(hb_torch "${hb_torch_home}/torch")
  # On the terminal, because it takes minutes and has a progress bar. What is there already is not brought again.
  add_custom_command(
    OUTPUT "${hb_torch}/lib/libtorch_cpu.so" "${hb_torch}/lib/libc10.so"
    COMMAND "${PROJECT_SOURCE_DIR}/fl_capstone/torch/fetch.sh" "${hb_torch_home}"
    USES_TERMINAL VERBATIM
    COMMENT "Bringing LibTorch ${HB_TORCH_VERSION}")
  add_custom_target(hb_torch_brought DEPENDS "${hb_torch}/lib/libtorch_cpu.so")
endif()

# An INTERFACE library, not an IMPORTED one: its folders need not exist before the first build has brought them.
add_library(hb_torch INTERFACE)
add_library(hb::torch ALIAS hb_torch)
if(TARGET hb_torch_brought)
  add_dependencies(hb_torch hb_torch_brought)
endif()
target_include_directories(hb_torch SYSTEM INTERFACE "${hb_torch}/include" "${hb_torch}/include/torch/csrc/api/include")
target_link_libraries(hb_torch INTERFACE "${hb_torch}/lib/libtorch_cpu.so" "${hb_torch}/lib/libc10.so")
target_link_options(hb_torch INTERFACE "LINKER:-rpath,${hb_torch}/lib")
set(HB_TORCH_FOUND TRUE)
message(STATUS "LibTorch ${HB_TORCH_VERSION}: ${hb_torch}")
