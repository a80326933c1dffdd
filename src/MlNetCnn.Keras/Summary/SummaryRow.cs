namespace MlNetCnn.Keras;

/// <summary>A row of a summary.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Name">Its name, or the one it will get when its model is built.</param>
/// <param name="Level">How many models it is nested in, below the one summarized.</param>
/// <param name="IsOpen">Whether rows of the nested model's layers follow.</param>
/// <param name="IsLast">Whether it is its model's last layer.</param>
internal sealed record SummaryRow(Layer Layer, string Name, int Level, bool IsOpen, bool IsLast);
