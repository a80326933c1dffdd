using MlNetCnn.Compute;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Arrays;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Models;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary>Runs a Keras model over pictures or arrays, a batch at a time; the next batch is read meanwhile.</summary>
internal sealed class KerasPredictor(Model model, IEngine engine, int threads, int batchSize)
{
    public Scores OfPictures(IReadOnlyList<string> files, PictureReader reader, BadPhotos bad, IDisplay display, CancellationToken cancellation)
    {
        using var network = engine.Compile(model, new CompileOptions { InputShapes = [reader.Shape], Threads = threads });
        List<string> names = [];
        List<float> values = [];
        List<(string, string)> skipped = [];
        display.Progress("predicting", files.Count, bar =>
        {
            var batches = files.Chunk(batchSize).ToList();
            var next = ReadAhead(batches, 0);
            for (var i = 0; i < batches.Count; i++)
            {
                var pictures = next.GetAwaiter().GetResult();
                next = ReadAhead(batches, i + 1);
                cancellation.ThrowIfCancellationRequested();
                Take(pictures);
                bar.Advance(batches[i].Length);
            }
        });
        return new Scores(names, Dimensions(network), [.. values], skipped);

        Task<Picture[]> ReadAhead(List<string[]> batches, int index) => index < batches.Count
            ? Task.Run(() => batches[index].AsParallel().AsOrdered().Select(f => Read(f, reader)).ToArray(), CancellationToken.None)
            : Task.FromResult<Picture[]>([]);

        void Take(Picture[] pictures)
        {
            foreach (var picture in pictures.Where(p => p.Error is not null))
            {
                if (bad == BadPhotos.Fail)
                    throw new UserErrorException($"The picture '{picture.Path}' cannot be read: {picture.Error} --bad-photos=skip leaves such pictures out.");
                display.Warning($"'{picture.Path}' is left out: {picture.Error}");
                skipped.Add((picture.Path, picture.Error!));
            }

            var good = pictures.Where(p => p.Error is null).ToList();
            if (good.Count == 0) return;
            var batch = new Tensor(good.Count, reader.Shape);
            for (var i = 0; i < good.Count; i++) good[i].Pixels.CopyTo(batch[i]);
            names.AddRange(good.Select(p => p.Path));
            values.AddRange(network.Predict([batch], cancellation)[0].Span);
        }
    }

    /// <summary>The values go in unchanged; the first dimension is the batch.</summary>
    public Scores OfArray(string file, NpyArray array, IDisplay display, CancellationToken cancellation)
    {
        if (array.Shape.Count < 2)
            throw new UserErrorException($"'{file}' has the shape ({string.Join(", ", array.Shape)}); the first dimension must count the inputs, as in (N, height, width, channels).");
        var shape = new Shape([.. array.Shape.Skip(1)]);
        if (!model.InputShape.Accepts(shape))
            throw new UserErrorException($"'{file}' holds {shape.ToBatchString()}; the model takes {model.InputShape.ToBatchString()}.");
        using var network = engine.Compile(model, new CompileOptions { InputShapes = [shape], Threads = threads });
        var (rows, width) = (array.Shape[0], (int)shape.Count);
        List<float> values = [];
        display.Progress("predicting", rows, bar =>
        {
            for (var start = 0; start < rows; start += batchSize)
            {
                var count = Math.Min(batchSize, rows - start);
                values.AddRange(network.Predict([new Tensor(count, shape, array.Values.AsMemory(start * width, count * width))], cancellation)[0].Span);
                bar.Advance(count);
            }
        });
        return new Scores([.. Enumerable.Range(0, rows).Select(i => $"{file}[{i}]")], Dimensions(network), [.. values], []);
    }

    private static int[] Dimensions(IExecutable network) =>
        network.OutputShapes[0] is var shape ? [.. Enumerable.Range(0, shape.Rank).Select(i => shape[i])] : [];

    private static Picture Read(string path, PictureReader reader)
    {
        var pixels = new float[reader.Shape.Count];
        try
        {
            reader.Read(path, pixels);
            return new Picture(path, pixels, null);
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            return new Picture(path, [], PhotoCheck.Reason(e, path));
        }
    }

    private sealed record Picture(string Path, float[] Pixels, string? Error);
}
