namespace MlNetCnn.Keras;

/// <summary>Where text stands in its cell.</summary>
internal enum CellAlign
{
    Left,
    Right,
    Centre,
}
