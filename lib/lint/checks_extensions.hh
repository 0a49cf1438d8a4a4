// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"

namespace calspam {

// One family for each RFC that goes beyond RFC 5545.
extern const CheckFamily kFamily6638;  ///< what CalDAV servers say to clients
extern const CheckFamily kFamily6868;
extern const CheckFamily kFamily7529;
extern const CheckFamily kFamily7809;
extern const CheckFamily kFamily7986;
extern const CheckFamily kFamily9073;
extern const CheckFamily kFamily9074;
extern const CheckFamily kFamily9253;

}  // namespace calspam
