using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>The network that turns pictures into features, and what its pictures go through.</summary>
/// <param name="Name">What the summary calls it.</param>
/// <param name="Model">From (size, size, 3) to a feature map or a vector.</param>
/// <param name="Preprocessing">What happens to pixels 0 to 255.</param>
/// <param name="Size">Height and width of a picture.</param>
internal sealed record BaseNetwork(string Name, Model Model, Preprocessing Preprocessing, int Size);
