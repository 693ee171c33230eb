import { mapsAtMost, readNetworkFile, writeNetworkFile, type Network } from "#network";

/** Where maps are kept on the device, only when somebody asked for it. */
const place = "tisser-network";

/** The maps kept on this device, from the oldest to the newest; none when there are none, or storage is closed to us. */
export function keptMaps(): readonly Network[] {
  try {
    const text = localStorage.getItem(place);
    const reading = text === null ? null : readNetworkFile(text);
    return reading?.status === "read" ? reading.maps : [];
  } catch {
    // Storage is closed: nothing is kept here.
    return [];
  }
}

/** Keeps a map beside those of other days; the map of one day replaces the earlier one of that day. */
export function keepMap(network: Network): "kept" | "refused" {
  const others = keptMaps().filter(({ takenOn }) => takenOn !== network.takenOn);
  try {
    localStorage.setItem(place, writeNetworkFile([...others, network].slice(-mapsAtMost)));
    return "kept";
  } catch {
    // Storage is closed or full.
    return "refused";
  }
}

/** Forgets every map kept on this device. */
export function forgetMaps(): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // Storage is closed: there is nothing to forget.
  }
}
