namespace MlNetCnn.Keras.Config;

/// <summary>How many layers a file may still name, nested models included, so that no file keeps a reader busy for ever.</summary>
internal sealed class LayerBudget
{
    /// <summary>The most layers a file may have.</summary>
    public const int Most = 10_000;

    private int _taken;

    /// <summary>Takes one, if there is one left.</summary>
    public bool TryTake() => ++_taken <= Most;
}
