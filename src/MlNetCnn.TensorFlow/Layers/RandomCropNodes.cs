using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer RandomCrop: in training a part whose place is drawn for the batch; else, and where the picture is smaller, its largest part of the same proportions resized.</summary>
[Writes(typeof(RandomCrop))]
internal sealed class RandomCropNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer, shape) = (site.Graph, (RandomCrop)site.Layer, site.InputShape);
        int down = shape[0] - layer.Height, right = shape[1] - layer.Width;
        if (!site.Training || down < 0 || right < 0) return graph.Resample(site.Input, shape, AspectWindow.Cut(shape[0], shape[1], layer, Interpolation.Bilinear));
        var place = site.Draw("random_crop", layer.Seed, [2], Fill, sizes => graph.Floor(graph.Mul(
            graph.Fractions(sizes, layer.Seed), graph.Constant(TensorValue.Of(new float[] { down + 1, right + 1 }, 2)))), sharesBatch: true);
        return graph.Resample(site.Input, shape, Window(graph, place, 0, layer.Height, shape[0]), Window(graph, place, 1, layer.Width, shape[1]));

        void Fill(NoiseSource noise, int batch, Span<float> values)
        {
            var (row, column) = RandomCropOperation.Draw(down, right, noise);
            (values[0], values[1]) = (row, column);
        }
    }

    /// <summary>The matrix that takes a window out: 1 where a column's index less a row's is where the window begins.</summary>
    private static GraphTensor Window(GraphBuilder graph, GraphTensor place, int axis, int outputs, int inputs)
    {
        var start = graph.Reshape(graph.Slice(place, [0, axis], [1, 1]), [1, 1]);
        float[] differences = [.. Enumerable.Range(0, outputs).SelectMany(i => Enumerable.Range(0, inputs).Select(j => (float)(j - i)))];
        return graph.Cast(graph.Equal(graph.Constant(TensorValue.Of(differences, outputs, inputs)), start), DataType.Float);
    }
}
