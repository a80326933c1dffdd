using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// The layer Dot: out[i, j] = sum_k a[i, k] b[j, k] over the vectors along the axes, each first divided by its norm (at least 1e-12) where the layer normalizes. With u = a / |a|,
/// the gradient by a is that by u less its part along u, over |a|. Sums run in a fixed order and in float64.
/// </summary>
[Runs(typeof(Dot))]
internal sealed unsafe class DotOperation : Operation
{
    private readonly Side _first;
    private readonly Side _second;
    private readonly bool _normalizes;

    public DotOperation(OperationSite site)
        : base(site)
    {
        var layer = (Dot)site.Layer;
        var (first, second) = layer.AxesIn(site.Inputs);
        (_first, _second, _normalizes) = (new Side(site.Inputs[0], first), new Side(site.Inputs[1], second), layer.Normalize);
    }

    public override bool HasBackward => true;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        float* a = inputs[0], b = inputs[1];
        run.For(run.Batch, (element, _) =>
        {
            float* x = a + element * _first.Count, y = b + element * _second.Count;
            var inverses = _second.Inverses(y, _normalizes);
            for (var i = 0; i < _first.Vectors.Length; i++)
            {
                var inverse = _first.Inverse(x, i, _normalizes);
                for (var j = 0; j < _second.Vectors.Length; j++)
                {
                    double sum = 0;
                    for (var k = 0; k < _first.Length; k++) sum += (double)x[_first.At(i, k)] * y[_second.At(j, k)];
                    output[element * OutputCount + (nint)i * _second.Vectors.Length + j] = (float)(sum * inverse * inverses[j]);
                }
            }
        });
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        float* a = arguments.Inputs[0], b = arguments.Inputs[1], gradient = arguments.OutputGradient, toFirst = arguments.InputGradients[0], toSecond = arguments.InputGradients[1];
        run.For(run.Batch, (element, _) =>
        {
            float* x = a + element * _first.Count, y = b + element * _second.Count, dy = gradient + element * OutputCount;
            int rows = _first.Vectors.Length, columns = _second.Vectors.Length;
            if (toFirst != null) GoBack(_first, x, _second, y, (i, j) => dy[(nint)i * columns + j], toFirst + element * _first.Count);
            if (toSecond != null) GoBack(_second, y, _first, x, (j, i) => dy[(nint)i * columns + j], toSecond + element * _second.Count);
        });
    }

    private void GoBack(Side own, float* x, Side other, float* y, Func<int, int, float> dy, float* target)
    {
        var inverses = other.Inverses(y, _normalizes);
        var sums = new double[own.Length];
        for (var i = 0; i < own.Vectors.Length; i++)
        {
            Array.Clear(sums);
            for (var j = 0; j < other.Vectors.Length; j++)
            {
                var g = dy(i, j) * inverses[j];
                for (var k = 0; k < own.Length; k++) sums[k] += g * y[other.At(j, k)];
            }

            var inverse = own.Inverse(x, i, _normalizes);
            double along = 0;
            // At the limit of the norm it is a constant.
            if (_normalizes && inverse < Side.Most) for (var k = 0; k < own.Length; k++) along += sums[k] * x[own.At(i, k)];
            along *= inverse * inverse;
            for (var k = 0; k < own.Length; k++) target[own.At(i, k)] = (float)(inverse * (sums[k] - along * x[own.At(i, k)]));
        }
    }

    /// <summary>The vectors of an element of one input.</summary>
    private sealed class Side
    {
        public const double Most = 1e12;
        private readonly int _step;

        public Side(Keras.Shape shape, int axis)
        {
            (Count, Length) = ((nint)shape.Count, shape[axis]);
            _step = shape.Skip(axis + 1).Aggregate(1, (product, d) => product * d);
            Vectors = AxisOffsets.Of(shape, d => d != axis);
        }

        /// <summary>Values of one element.</summary>
        public nint Count { get; }

        /// <summary>Values of a vector.</summary>
        public int Length { get; }

        /// <summary>Where the vectors begin.</summary>
        public int[] Vectors { get; }

        public int At(int vector, int index) => Vectors[vector] + index * _step;

        public double Inverse(float* x, int vector, bool normalizes)
        {
            if (!normalizes) return 1;
            double sum = 0;
            for (var k = 0; k < Length; k++) sum += (double)x[At(vector, k)] * x[At(vector, k)];
            return Math.Min(1 / Math.Sqrt(sum), Most);
        }

        public double[] Inverses(float* x, bool normalizes)
        {
            var inverses = new double[Vectors.Length];
            for (var i = 0; i < inverses.Length; i++) inverses[i] = Inverse(x, i, normalizes);
            return inverses;
        }
    }
}
