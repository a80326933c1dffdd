namespace MlNetCnn;

/// <summary>The trainers: <c>ml.Cnn.Trainers</c>. Each adds its own method beside its class.</summary>
public sealed class CnnTrainers
{
    internal CnnTrainers(CnnCatalog catalog) => Catalog = catalog;

    /// <summary><c>ml.Cnn</c>.</summary>
    public CnnCatalog Catalog { get; }
}
