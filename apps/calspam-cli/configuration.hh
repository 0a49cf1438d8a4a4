// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "command.hh"
#include "util/result.hh"
#include "util/yaml_reader.hh"

namespace calspam {

/// What somebody said of an option, other than on the command line.
struct Setting {
  std::vector<std::string> values;  ///< none of a flag
  bool on = true;                   ///< false: a flag that is switched off
  std::string source;  ///< "/etc/calspam/config.yaml:3", "CALSPAM_JOBS"
};

/// A file that settings may come from.
struct ConfigurationFile {
  std::string path;
  bool found = false;
};

/// The settings of /etc/calspam/config.yaml, of the user's own
/// calspam/config.yaml, of --config, and of CALSPAM_* in the environment; a
/// later one wins. Nothing is ever read from where the inputs lie.
class Configuration {
 public:
  /// `named` is the file of --config, which must be there; "" for none. An
  /// unknown key, or a value of the wrong kind, is an error with its line.
  static Result<Configuration> load(const std::string& named);

  /// Null when nobody said anything of it.
  const Setting* find(const Command& command, std::string_view option) const;
  /// Adds what the command line leaves open.
  void complete(const Command& command, Arguments& arguments) const;
  const std::vector<ConfigurationFile>& files() const { return files_; }

 private:
  /// What one file, or the environment, says: by command ("" for all that
  /// have the option) and option.
  using Layer =
      std::map<std::string, std::map<std::string, Setting, std::less<>>,
               std::less<>>;

  static void read_options(const YamlNode& map, const std::string& file,
                           std::string_view command, Layer& layer,
                           Faults& faults);
  Result<bool> read(const std::string& path, bool must_exist);
  Result<bool> read_environment();

  std::vector<Layer> layers_;  // a later one wins
  std::vector<ConfigurationFile> files_;
};

}  // namespace calspam
