using MlNetCnn.Keras;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Training.Tests.Schedules;

/// <summary>At no step that a fit may come to is a rate negative or no number.</summary>
public sealed class Schedules_at_extremes
{
    [Fact]
    public void Every_rate_is_one()
    {
        var random = new RandomStream(3, "schedules");
        double Steps() => random.NextInt32(3) switch { 0 => 1 + random.NextInt32(50), 1 => 0.1 + random.NextSingle() * 10, _ => Math.Pow(10, random.NextSingle() * 9) };
        for (var i = 0; i < 3000; i++)
        {
            double rate = random.NextSingle(), steps = Steps();
            LearningRateSchedule[] all =
            [
                new ExponentialDecay(rate, steps, 0.5 + random.NextSingle() / 2, i % 2 == 0), new InverseTimeDecay(rate, steps, random.NextSingle(), i % 2 == 0), new StepDecay(rate, steps, 0.5),
                new PolynomialDecay(rate, steps, random.NextSingle() / 10, 0.3 + random.NextSingle() * 2, i % 2 == 0), new CosineDecay(rate, steps, random.NextSingle(), i % 2 == 0 ? rate * 2 : null, i % 3),
                new CosineDecayRestarts(rate, steps, i % 3 == 0 ? 1 : 1 + random.NextSingle() * 2, 0.5 + random.NextSingle() / 2, random.NextSingle() / 10), new OneCycle(rate + 0.01, 4 + random.NextInt32(1000), 0.3),
                new LinearWarmup(new CosineDecay(rate, steps), Steps()), new PiecewiseConstantDecay([steps], [rate, 0]),
            ];
            double[] at = [0, 1, steps, Math.Floor(steps), Math.BitIncrement(steps), Math.BitDecrement(steps), 3 * steps, 7 * steps, random.NextInt32(1_000_000), steps * random.NextInt32(1000), int.MaxValue, long.MaxValue];
            foreach (var schedule in all)
                foreach (var step in at)
                {
                    var value = schedule.At(step);
                    Assert.True(double.IsFinite(value) && value >= 0, FormattableString.Invariant($"{schedule} of {rate:R} over {steps:R} at {step:R}: {value}"));
                }
        }
    }
}
