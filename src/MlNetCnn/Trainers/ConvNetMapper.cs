using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Predictions of a convnet over a column of raw pixels: what training did to them is done here too.</summary>
internal sealed class ConvNetMapper(DataViewSchema schema, ConvNetTransformerSettings settings, Network network)
    : NetworkMapper(schema, settings.ImageColumnName, network, ConvNetTransformerSettings.BatchSize, "ConvNet", _ => PredictionColumns.Make(settings.Task, settings.ClassNames),
        step: new PixelStep(settings.Preprocessing, settings.Rescale))
{
    public override Action<NetworkBatch, int> CreateReader(DataViewRow source)
    {
        var read = base.CreateReader(source);
        return (batch, slot) =>
        {
            read(batch, slot);
            PixelPreprocessing.Apply(settings.Preprocessing, settings.Rescale, batch.Input(slot).Span);
        };
    }

    public override Delegate CreateGetter(int output, Func<(NetworkBatch Batch, int Slot)> current)
    {
        return settings.Task switch
        {
            ClassificationTask.Binary => output switch
            {
                0 => (ValueGetter<float>)((ref float value) => value = LogOdds(Probabilities()[0])),
                1 => (ValueGetter<float>)((ref float value) => value = Probabilities()[0]),
                _ => (ValueGetter<bool>)((ref bool value) => value = Probabilities()[0] > 0.5f),
            },
            ClassificationTask.Multiclass => output switch
            {
                0 => base.CreateGetter(0, current),
                _ => (ValueGetter<uint>)((ref uint value) => value = Best()),
            },
            _ => output switch
            {
                0 => Vector(LogOdds),
                1 => Vector(p => p),
                _ => Vector(p => p > 0.5f),
            },
        };

        ReadOnlySpan<float> Probabilities()
        {
            var (batch, slot) = current();
            return batch.Output(0, slot);
        }

        uint Best()
        {
            var scores = Probabilities();
            var best = 0;
            for (var i = 1; i < scores.Length; i++)
                if (scores[i] > scores[best]) best = i;
            return (uint)best + 1;
        }

        ValueGetter<VBuffer<T>> Vector<T>(Func<float, T> of) => (ref VBuffer<T> value) =>
        {
            var probabilities = Probabilities();
            var editor = VBufferEditor.Create(ref value, probabilities.Length);
            for (var i = 0; i < probabilities.Length; i++) editor.Values[i] = of(probabilities[i]);
            value = editor.Commit();
        };
    }

    /// <summary>The sum before a sigmoid, from what came out. Next to 0 floats are dense, so that the bound is the smallest normal one; next to 1 they are 2^-24 apart.</summary>
    private static float LogOdds(float p)
    {
        var inside = Math.Clamp((double)p, 1.17549435e-38, 1 - 1.0 / (1 << 24));
        return (float)(Math.Log(inside) - Math.Log(1 - inside));
    }
}
