/** The list of the fleet as the person has left it: filters and place, for the way back from a sensor. */
export const left = { address: '#/fleet', scroll: 0 };
