using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Training.Tests.Schedules;

public sealed class Schedules_are_those_of_Keras
{
    private static readonly Dictionary<string, LearningRateSchedule> All = new()
    {
        ["exponential"] = new ExponentialDecay(0.1, 30, 0.9),
        ["exponential_staircase"] = new ExponentialDecay(0.1, 30, 0.9, staircase: true),
        ["piecewise"] = new PiecewiseConstantDecay([10, 30, 100], [1, 0.5, 0.1, 0.01]),
        ["polynomial"] = new PolynomialDecay(0.1, 100),
        ["polynomial_square"] = new PolynomialDecay(0.1, 70, endLearningRate: 0.01, power: 2),
        ["polynomial_cycle"] = new PolynomialDecay(0.1, 50, endLearningRate: 0.01, power: 0.5, cycle: true),
        ["inverse_time"] = new InverseTimeDecay(0.1, 10, 0.5),
        ["inverse_time_staircase"] = new InverseTimeDecay(0.1, 10, 0.5, staircase: true),
        ["cosine"] = new CosineDecay(0.1, 100),
        ["cosine_alpha"] = new CosineDecay(0.1, 100, alpha: 0.25),
        ["cosine_warmup"] = new CosineDecay(0.001, 100, alpha: 0.1, warmupTarget: 0.1, warmupSteps: 20),
        ["warmup_zero"] = new LinearWarmup(new CosineDecay(0.1, 100), 30),
        ["restarts"] = new CosineDecayRestarts(0.1, 10),
        ["restarts_all"] = new CosineDecayRestarts(0.1, 20, tMul: 1.5, mMul: 0.8, alpha: 0.05),
        ["restarts_even"] = new CosineDecayRestarts(0.1, 25, tMul: 1, mMul: 0.9),
        ["step"] = new StepDecay(0.1, 30),
        ["one_cycle"] = new OneCycle(0.1, 101),
        ["one_cycle_other"] = new OneCycle(1, 50, pctStart: 0.4, divFactor: 10, finalDivFactor: 100),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rate(string name)
    {
        foreach (var pair in Table.Read("schedules.json").GetProperty(name).EnumerateArray())
        {
            double step = pair[0].GetDouble(), expected = pair[1].GetDouble();
            var actual = All[name].At(step);
            // A cosine near its end is a difference of almost equal numbers.
            Assert.True(Math.Abs(actual - expected) <= 1e-12 * expected + 1e-16, $"step {step}: {actual} instead of {expected}");
        }
    }

    [Fact]
    public void Every_schedule_is_compared() => Assert.Equal(Table.Read("schedules.json").EnumerateObject().Select(p => p.Name).Order(), All.Keys.Order());

    [Fact]
    public void One_cycle_stays_at_its_end() => Assert.Equal(0.1 / 25 / 1e4, new OneCycle(0.1, 101).At(1000), 1e-12);

    [Fact]
    public void What_is_wrong_is_listed()
    {
        var error = Assert.Throws<ArgumentException>(() => new ExponentialDecay(-1, 0, double.NaN));
        Assert.Contains("initialLearningRate is -1", error.Message);
        Assert.Contains("decaySteps is 0", error.Message);
        Assert.Contains("decayRate is NaN", error.Message);
        Assert.Throws<ArgumentException>(() => new OneCycle(0.1, 3, pctStart: 0.3));
        Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([10, 5], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([10], [1]));
        Assert.Throws<ArgumentException>(() => new CosineDecayRestarts(0.1, 10, tMul: 0.5));
        Assert.Throws<ArgumentNullException>(() => new LinearWarmup(null!, 1));
    }
}
