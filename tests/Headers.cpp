// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing but a place for the headers that tests have in common, which are precompiled with it.
