using MlNetCnn.Imaging;

namespace MlNetCnn.Reports;

/// <summary>Legend of a figure's colours: a colormap from its lowest to its highest entry, and what stands at its ends.</summary>
/// <param name="Colormap">The colours.</param>
/// <param name="Low">What the lowest stands for, e.g. <c>0</c> or <c>against the class</c>; may be empty.</param>
/// <param name="High">What the highest stands for; may be empty.</param>
public sealed record ColourBar(Colormap Colormap, string Low, string High);
