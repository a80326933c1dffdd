using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer RandomCrop: in training a part whose place is drawn for the batch; else, and where the picture is smaller, its largest part of the same proportions resized.</summary>
[Runs(typeof(RandomCrop))]
internal sealed class RandomCropOperation : ResampleOperation
{
    private readonly RandomCrop _layer;
    private readonly (AxisWeights Rows, AxisWeights Columns) _still;
    private readonly int _down;
    private readonly int _right;
    private readonly string _name;

    public RandomCropOperation(OperationSite site)
        : base(site)
    {
        _layer = (RandomCrop)site.Layer;
        int height = site.Inputs[0][0], width = site.Inputs[0][1];
        (_down, _right, _name) = (height - _layer.Height, width - _layer.Width, $"random_crop/{site.Path}");
        _still = AspectWindow.Cut(height, width, _layer, Interpolation.Bilinear);
    }

    public override bool VariesInTraining => _down >= 0 && _right >= 0;

    /// <summary>Where the part of a batch begins.</summary>
    /// <param name="height">The pictures' height less the part's.</param>
    /// <param name="width">Their width less the part's.</param>
    /// <param name="noise">The step's numbers.</param>
    public static (int Row, int Column) Draw(int height, int width, NoiseSource noise) => ((int)noise.Uniform(0, 0, height + 1), (int)noise.Uniform(1, 0, width + 1));

    protected override (AxisWeights Rows, AxisWeights Columns) Places(Execution run)
    {
        if (run.Training is not { } training || !VariesInTraining) return _still;
        var (row, column) = Draw(_down, _right, new NoiseSource(_layer.Seed ?? training.Seed, _name, training.Number));
        return (AxisWeights.Window(_still.Rows.Inputs, row, _layer.Height), AxisWeights.Window(_still.Columns.Inputs, column, _layer.Width));
    }
}
