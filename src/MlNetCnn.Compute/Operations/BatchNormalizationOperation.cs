using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// BatchNormalization. In inference mode, and in training where the layer is frozen, x s + t with s = gamma / sqrt(variance + epsilon), t = beta - mean s.
/// In training mean and biased variance are the batch's, over all axes but the last, and the moving ones take their share (Keras 3).
/// </summary>
/// <remarks>
/// The gradient of a batch of N rows (Ioffe and Szegedy, 2015, section 3), with d = x - mean, r = 1 / sqrt(variance + epsilon) and S = gamma r: beta's is sum dy, gamma's
/// r sum dy d, the input's S (dy - sum dy / N - d r^2 sum dy d / N). With constant statistics the input's is dy s alone.
/// </remarks>
[Runs(typeof(BatchNormalization))]
internal sealed unsafe class BatchNormalizationOperation : Operation, IChannelAffine
{
    private readonly BatchNormalization _layer;
    private readonly WeightSlot? _gamma;
    private readonly WeightSlot? _beta;
    private readonly WeightSlot _mean;
    private readonly WeightSlot _variance;
    private readonly NativeBuffer _scale;
    private readonly NativeBuffer _shift;
    private readonly NativeBuffer _zero;
    private readonly int _channels;
    private readonly bool _trainable;
    private Statistics? _batch;
    private int _version = -1;

    public BatchNormalizationOperation(OperationSite site)
        : base(site)
    {
        _layer = (BatchNormalization)site.Layer;
        _trainable = _layer.Trainable;
        (_gamma, _beta) = (site.Weights.Find(_layer.Gamma), site.Weights.Find(_layer.Beta));
        (_mean, _variance) = (site.Weights[_layer.MovingMean!], site.Weights[_layer.MovingVariance!]);
        _channels = site.Output[^1];
        (_scale, _shift, _zero) = (new(_channels), new(_channels), new(_channels));
        Trainables = [.. new[] { _gamma, _beta }.OfType<WeightSlot>()];
    }

    public int Version => (_gamma?.Version ?? 0) + (_beta?.Version ?? 0) + _mean.Version + _variance.Version;

    public override bool VariesInTraining => _trainable;

    public override bool HasBackward => true;

    public override bool BackwardReadsOutput => false;

    public override IReadOnlyList<WeightSlot> Trainables { get; }

    private int RowsPerPiece => Math.Max(1, 16384 / _channels);

    public void Get(Span<float> scale, Span<float> shift)
    {
        for (var c = 0; c < _channels; c++)
        {
            var s = Gamma(c) / Math.Sqrt(_variance.Span[c] + _layer.Epsilon);
            scale[c] = (float)s;
            shift[c] = (float)(Beta(c) - _mean.Span[c] * s);
        }
    }

    public override void Refresh(int threads)
    {
        if (_version == Version) return;
        _version = Version;
        Get(_scale.Span, _shift.Span);
    }

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        if (UsesBatch(run)) Normalize(run, inputs[0], output);
        else Apply(run, inputs[0], output, _shift.Pointer);
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        float* x = arguments.Inputs[0], dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        var batch = UsesBatch(run);
        var statistics = batch ? _batch! : Moving();
        if (arguments.WeightGradients.Length > 0 || (batch && dx != null)) SumGradients(run, x, dy, statistics, arguments.WeightGradients);
        if (dx == null) return;
        if (batch) NormalizeBack(run, x, dy, dx, statistics);
        else Apply(run, dy, dx, _zero.Pointer);
    }

    public override void Dispose()
    {
        _scale.Dispose();
        _shift.Dispose();
        _zero.Dispose();
        _batch?.Dispose();
    }

    private bool UsesBatch(Execution run) => run.Training is not null && _trainable;

    private double Gamma(int channel) => _gamma is null ? 1 : _gamma.Span[channel];

    private double Beta(int channel) => _beta is null ? 0 : _beta.Span[channel];

    private nint Rows(Execution run) => run.Batch * OutputCount / _channels;

    private void Apply(Execution run, float* x, float* y, float* shift) => run.ForPieces(Rows(run), RowsPerPiece, (start, count) =>
        run.Kernels.Vectors.ScaleShift(x + start * _channels, y + start * _channels, count, _channels, _scale.Pointer, shift));

    /// <summary>
    /// The batch's statistics in two passes, the mean first: sums of squares alone would lose the digits that a large mean takes. The second pass also finds what
    /// rounding took from the mean.
    /// </summary>
    private void Normalize(Execution run, float* x, float* y)
    {
        var (s, rows, vectors) = (_batch ??= new Statistics(_channels), Rows(run), run.Kernels.Vectors);
        // A step that is only looked at, for gradients or for where NaN begins, has no part in them.
        var moves = run.Training is { IsRepeated: false };
        float* mean = s.Mean, scale = s.Scale, shift = s.Shift, sums = s.Sums;
        ChannelSums.Run(run, rows, _channels, 1, (start, count, target) => vectors.AddRows(x + start * _channels, target, count, _channels), mean);
        for (var c = 0; c < _channels; c++) mean[c] = (float)((double)mean[c] / rows);
        ChannelSums.Run(run, rows, _channels, 2, (start, count, target) => vectors.AddDeviations(x + start * _channels, mean, target, count, _channels), sums);
        for (var c = 0; c < _channels; c++)
        {
            var rest = (double)sums[c] / rows;
            var variance = (double)sums[_channels + c] / rows - rest * rest;
            var inverse = 1 / Math.Sqrt(variance + _layer.Epsilon);
            (s.MeanRest[c], s.InverseDeviation[c], scale[c]) = ((float)rest, (float)inverse, (float)(Gamma(c) * inverse));
            shift[c] = (float)(Beta(c) - rest * scale[c]);
            if (!moves) continue;
            _mean.Values[c] = Move(_mean.Values[c], mean[c] + rest);
            _variance.Values[c] = Move(_variance.Values[c], variance);
        }

        if (moves)
        {
            _mean.MarkChanged();
            _variance.MarkChanged();
        }

        run.ForPieces(rows, RowsPerPiece, (start, count) => vectors.Normalize(x + start * _channels, y + start * _channels, count, _channels, mean, scale, shift));
    }

    private float Move(float old, double batch) => (float)(old * _layer.Momentum + batch * (1 - _layer.Momentum));

    /// <summary>sum dy and sum dy (x - mean), from which the weights' gradients follow.</summary>
    private void SumGradients(Execution run, float* x, float* dy, Statistics s, float*[] targets)
    {
        var vectors = run.Kernels.Vectors;
        float* mean = s.Mean, sums = s.Sums;
        ChannelSums.Run(run, Rows(run), _channels, 2, (start, count, target) => vectors.AddMoments(x + start * _channels, mean, dy + start * _channels, target, count, _channels), sums);
        for (var c = 0; c < _channels; c++) sums[_channels + c] = (float)(sums[_channels + c] - (double)s.MeanRest[c] * sums[c]);
        if (targets.Length == 0) return;
        if (_gamma is not null && targets[0] != null)
            for (var c = 0; c < _channels; c++) targets[0][c] = sums[_channels + c] * s.InverseDeviation[c];
        if (_beta is not null && targets[^1] != null)
            for (var c = 0; c < _channels; c++) targets[^1][c] = sums[c];
    }

    private void NormalizeBack(Execution run, float* x, float* dy, float* dx, Statistics s)
    {
        var (rows, vectors) = (Rows(run), run.Kernels.Vectors);
        float* mean = s.Mean, scale = s.Scale, slope = s.Slope, shift = s.Shift;
        for (var c = 0; c < _channels; c++)
        {
            double inverse = s.InverseDeviation[c], factor = Gamma(c) * inverse, perDeviation = -factor * inverse * inverse * s.Sums[_channels + c] / rows;
            slope[c] = (float)perDeviation;
            shift[c] = (float)(-factor * s.Sums[c] / rows - perDeviation * s.MeanRest[c]);
        }

        run.ForPieces(rows, RowsPerPiece, (start, count) =>
        {
            var offset = start * _channels;
            vectors.NormalizeGradient(x + offset, dy + offset, dx + offset, count, _channels, mean, scale, slope, shift);
        });
    }

    /// <summary>The moving statistics, for the weights' gradients in inference mode.</summary>
    private Statistics Moving()
    {
        var s = _batch ??= new Statistics(_channels);
        for (var c = 0; c < _channels; c++)
        {
            (s.Mean[c], s.MeanRest[c]) = (_mean.Values[c], 0);
            s.InverseDeviation[c] = (float)(1 / Math.Sqrt(_variance.Values[c] + _layer.Epsilon));
        }

        return s;
    }

    /// <summary>What is kept per channel between forward and backward.</summary>
    private sealed class Statistics(int channels) : IDisposable
    {
        private readonly NativeBuffer _data = new(8L * channels);

        public float* Mean => _data.Pointer;

        public float* InverseDeviation => _data.Pointer + channels;

        public float* Scale => _data.Pointer + 2 * channels;

        public float* Slope => _data.Pointer + 3 * channels;

        public float* Shift => _data.Pointer + 4 * channels;

        /// <summary>Twice the channels: sum dy and sum dy (x - mean).</summary>
        public float* Sums => _data.Pointer + 5 * channels;

        /// <summary>The mean less <see cref="Mean"/>, which is rounded.</summary>
        public float* MeanRest => _data.Pointer + 7 * channels;

        public void Dispose() => _data.Dispose();
    }
}
