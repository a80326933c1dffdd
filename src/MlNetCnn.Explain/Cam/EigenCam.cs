using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>
/// Eigen-CAM (Muhammad and Yeasin 2020, "Eigen-CAM: Class Activation Map using Principal Components"): with O the layer's output as a matrix of positions by channels
/// and <c>O = U D V^T</c>, <c>map = O v_1</c>, v_1 the first right singular vector. It shows what dominates the picture, whatever the target is: class and score are the target's, the map is not.
/// </summary>
/// <remarks>
/// A singular vector has no sign of its own: the map is turned so that it does not fall where the mean activation rises. Where two singular values are equal, the vector is one of many.
/// </remarks>
public sealed record EigenCam : CamMethod
{
    /// <inheritdoc/>
    public override string Name => "eigen-cam";

    /// <summary>
    /// Whether each channel's mean is subtracted first, so that v_1 is the first principal component, as in pytorch-grad-cam. Default false: the paper's equations.
    /// </summary>
    public bool Centered { get; init; }

    private protected override IEnumerable<Explanation> Explain(ExplainedModel model, FeatureLayer layer, Tensor images, Target target, CancellationToken cancellation)
    {
        var activations = model.Activations(layer, images, cancellation);
        var scores = target.Of(model.Scores(images, Score, cancellation), Score);
        for (var i = 0; i < images.Batch; i++) yield return Found(layer, scores, i, Map(new FeatureMaps(activations[i], layer)));
    }

    private double[] Map(FeatureMaps activations)
    {
        var (positions, channels) = (activations.Positions, activations.Channels);
        var matrix = new double[positions][];
        for (var p = 0; p < positions; p++)
        {
            matrix[p] = new double[channels];
            for (var k = 0; k < channels; k++) matrix[p][k] = activations[p, k];
        }

        if (Centered) Center(matrix);
        var map = PrincipalVector.Project(matrix);
        var agreement = 0.0;
        for (var p = 0; p < positions; p++)
            for (var k = 0; k < channels; k++) agreement += map[p] * matrix[p][k];
        if (agreement < 0)
            for (var p = 0; p < positions; p++) map[p] = -map[p];
        return map;
    }

    private static void Center(double[][] matrix)
    {
        for (var k = 0; k < matrix[0].Length; k++)
        {
            var mean = 0.0;
            foreach (var row in matrix) mean += row[k];
            mean /= matrix.Length;
            foreach (var row in matrix) row[k] -= mean;
        }
    }
}
